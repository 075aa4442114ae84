#!/usr/bin/env node
// npm links commands when it installs, before the build: this file is there from the start.
import "../dist/esm/cli.js";
