/**
 * A real Slurm on this machine: munged, slurmctld and two slurmd of one CPU each, with configuration,
 * state, sockets and ports of their own. Every process of it is known by its id, or by the
 * configuration that it was started with.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const nodeNames = ["n1", "n2"] as const;
export type NodeName = (typeof nodeNames)[number];

export interface SlurmCluster {
  /** Environment in which Slurm's commands speak to this cluster. */
  env: NodeJS.ProcessEnv;
  /** What a command of Slurm prints. */
  ask(command: string, ...args: string[]): string;
  /** Ends a node and all that runs on it at once, as a power cut does. */
  killNode(name: NodeName): void;
  startNode(name: NodeName): void;
  /** Ends the controller, which keeps its state, and starts it again. */
  restartController(): Promise<void>;
  /** Ends every process of it. */
  stop(): Promise<void>;
}

/** @param directory an empty one, for all that the cluster writes */
export async function startSlurm(directory: string): Promise<SlurmCluster> {
  const conf = join(directory, "slurm.conf");
  const socket = join(directory, "munge/munge.socket");
  for (const name of ["munge", "state", "spool"]) mkdirSync(join(directory, name), { mode: 0o755 });
  writeFileSync(join(directory, "munge/munge.key"), randomBytes(128), { mode: 0o400 });
  writeFileSync(conf, configuration(directory, socket, await freePorts(3)));
  writeFileSync(join(directory, "cgroup.conf"), "CgroupPlugin=cgroup/v1\n");
  const env = {
    ...process.env,
    ...{ SLURM_CONF: conf, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  };
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: string[]): ChildProcess => {
    const child = spawn(program, args, { env, stdio: "ignore" });
    children.push(child);
    return child;
  };
  const munge = (name: string): string => join(directory, "munge", name);
  start(
    ...(["munged", "--foreground", "--force", `--socket=${socket}`] as const),
    ...[`--key-file=${munge("munge.key")}`, `--pid-file=${munge("munged.pid")}`],
    ...[`--log-file=${munge("munged.log")}`, `--seed-file=${munge("munged.seed")}`],
  );
  await until("munged answers", () => readdirSync(munge(".")).includes("munge.socket"));
  let controller = start("slurmctld", "-D");
  const nodes = new Map<NodeName, ChildProcess>();
  const startNode = (name: NodeName): void =>
    void nodes.set(name, start("slurmd", "-D", "-N", name));
  for (const name of nodeNames) startNode(name);
  const ask = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const answers = (): boolean => spawnSync("scontrol", ["ping"], { env }).status === 0;
  await until("the controller answers", answers);
  await until("both nodes are idle", () => {
    const states = spawnSync("sinfo", ["--noheader", "--Node", "--format=%T"], {
      env,
      encoding: "utf8",
    });
    return states.stdout.trim().split("\n").join() === "idle,idle";
  });
  const kill = (isMeant: (environment: string) => boolean): void => {
    const own = processes().filter(
      ([pid, environment]) =>
        pid !== process.pid && environment.includes(`SLURM_CONF=${conf}\0`) && isMeant(environment),
    );
    // First what would tell the controller how a task ended.
    for (const pid of own.flatMap(([each]) => stepOf(each))) killNow(pid);
    for (const [pid] of own) killNow(pid);
  };
  return {
    env,
    ask,
    startNode,
    killNode(name) {
      nodes.get(name)!.kill("SIGKILL");
      // What runs in its steps knows the node by its environment.
      kill((environment) => environment.includes(`SLURMD_NODENAME=${name}\0`));
    },
    async restartController() {
      controller.kill("SIGTERM");
      await ended(controller);
      controller = start("slurmctld", "-D");
      await until("the controller answers again", answers);
    },
    async stop() {
      kill((environment) => environment.includes("SLURMD_NODENAME="));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(children.map(ended));
      kill(() => true);
    },
  };
}

const mostMs = 480_000;

function configuration(directory: string, socket: string, [control, ...ports]: number[]): string {
  const nodes = nodeNames.map(
    (name, i) =>
      `NodeName=${name} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${ports[i]} CPUs=1 RealMemory=500`,
  );
  return [
    "ClusterName=light",
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    `SlurmctldPort=${control}`,
    ...["SlurmUser=root", "AuthType=auth/munge", `AuthInfo=socket=${socket},cred_expire=5`],
    ...[`StateSaveLocation=${directory}/state`, `SlurmdSpoolDir=${directory}/spool/%n`],
    ...[`SlurmctldPidFile=${directory}/slurmctld.pid`, `SlurmdPidFile=${directory}/slurmd-%n.pid`],
    ...[`SlurmctldLogFile=${directory}/slurmctld.log`, `SlurmdLogFile=${directory}/slurmd-%n.log`],
    ...["ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none", "SwitchType=switch/none"],
    ...["MpiDefault=none", "SelectType=select/cons_tres", "SelectTypeParameters=CR_CPU"],
    ...["AccountingStorageType=accounting_storage/none", "JobAcctGatherType=jobacct_gather/none"],
    ...["SlurmdTimeout=10", "SlurmctldTimeout=10", "ReturnToService=2", "KillWait=2"],
    ...[
      "SlurmdParameters=config_overrides",
      "SchedulerParameters=batch_sched_delay=1,sched_interval=2",
    ],
    ...nodes,
    `PartitionName=main Nodes=${nodeNames.join()} Default=YES MaxTime=INFINITE State=UP`,
    "",
  ].join("\n");
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Ids of processes, and the environment that each was started with. */
export function processes(): [pid: number, environment: string][] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): [number, string][] => {
      try {
        return [[Number(name), readFileSync(`/proc/${name}/environ`, "utf8")]];
      } catch {
        return [];
      }
    });
}

/** The slurmstepd that a process of a job runs under; none for other processes. */
function stepOf(pid: number): number[] {
  try {
    const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]!;
    const isStep = readFileSync(`/proc/${parent}/comm`, "utf8").startsWith("slurmstepd");
    return isStep ? [Number(parent)] : [];
  } catch {
    return [];
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()));

/** Waits until something is so; a machine that is very busy may take minutes. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const startedMs = performance.now();
  while (!isSo()) {
    if (performance.now() - startedMs > mostMs) throw new Error(`never happened: ${what}`);
    await sleep(200);
  }
}
