/** Version of this package, as in its package.json (a test holds the two together). */
export const softwareVersion: string = "0.1.0";
