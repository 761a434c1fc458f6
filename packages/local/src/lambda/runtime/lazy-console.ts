import nodeConsole from "node:console";
import { syncBuiltinESMExports } from "node:module";

/** Node's own, whatever `node:console` exports later. */
const { Console } = nodeConsole;

/**
 * Makes a new console on the process's own streams cheap until something is printed by it. Node binds each method for
 * each console, and the durable execution SDK makes three of them for each invocation, most of which never print: a
 * quarter of the CPU of a short one.
 */
export function makeConsolesLazy(): void {
  nodeConsole.Console = new Proxy(Console, {
    construct(target, options, newTarget) {
      // A class that extends it counts on what the constructor does.
      const isPlain = newTarget === nodeConsole.Console && isOnOwnStreams(options);
      return isPlain ? new LazyConsole() : Reflect.construct(target, options, newTarget);
    },
  });
  syncBuiltinESMExports();
}

function isOnOwnStreams(options: unknown[]): boolean {
  const [given] = options;
  if (typeof given !== "object" || given === null || options.length !== 1) return false;
  const { stdout, stderr, ...others } = given as Partial<NodeJS.Process>;
  const isOwn = stdout === process.stdout && stderr === process.stderr;
  return isOwn && Object.keys(others).length === 0;
}

class LazyConsole {
  static {
    Object.setPrototypeOf(this.prototype, Console.prototype);
    for (const name of Reflect.ownKeys(wholeConsole())) {
      Object.defineProperty(this.prototype, name, {
        get(this: object): unknown {
          return Reflect.get(become(this), name);
        },
        set(this: object, value: unknown) {
          Reflect.set(become(this), name, value);
        },
      });
    }
  }
}

/** From now on it has all that Node gives a console, as its own. */
function become(lazy: object): object {
  return Object.defineProperties(lazy, Object.getOwnPropertyDescriptors(wholeConsole()));
}

function wholeConsole(): Console {
  const { stdout, stderr } = process;
  return new Console({ stdout, stderr });
}
