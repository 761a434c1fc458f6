import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  CheckpointDurableExecutionCommand,
  type CheckpointDurableExecutionCommandOutput,
  type InvokeCommandInput,
  type Operation,
  type OperationUpdate,
} from "@aws-sdk/client-lambda";
import { vi } from "vitest";

import type { LambdaUser } from "./lambda-user.ts";

const patience = { timeout: 20_000, interval: 10 };

/** An execution of the function `held`, whose handler does nothing: the test speaks the protocol for it. */
export class HeldExecution {
  readonly arn: string;
  /** Of the newest checkpoint, or of the invocation. */
  token = "";
  readonly #user: LambdaUser;
  readonly #file: (extension: string) => string;

  constructor(user: LambdaUser, dataDir: string, arn: string) {
    this.#user = user;
    this.arn = arn;
    const uuid = arn.split("/").at(-1) ?? "";
    this.#file = (extension) => join(dataDir, `${uuid}.${extension}`);
  }

  /** Until the handler was invoked so many times. */
  async untilInvoked(times = 1): Promise<void> {
    await vi.waitFor(() => {
      const tokens = this.#tokens();
      if (tokens.length < times) throw new Error(`invoked ${tokens.length} times`);
      this.token = tokens.at(-1) ?? "";
    }, patience);
  }

  /** Returns what changed. */
  async checkpoint(updates: OperationUpdate[], clientToken?: string): Promise<Operation[]> {
    const answer = await this.send(updates, this.token, clientToken);
    this.token = answer.CheckpointToken ?? "";
    return answer.NewExecutionState?.Operations ?? [];
  }

  /** With any token. */
  send(
    Updates: OperationUpdate[],
    CheckpointToken: string,
    ClientToken?: string,
  ): Promise<CheckpointDurableExecutionCommandOutput> {
    const DurableExecutionArn = this.arn;
    const input = { DurableExecutionArn, CheckpointToken, Updates };
    return this.#user.client.send(
      new CheckpointDurableExecutionCommand({
        ...input,
        ...(ClientToken === undefined ? {} : { ClientToken }),
      }),
    );
  }

  /** Lets the handler return this. */
  return(output: object): void {
    writeFileSync(this.#file("part"), JSON.stringify(output));
    renameSync(this.#file("part"), this.#file("output"));
  }

  #tokens(): string[] {
    const file = this.#file("tokens");
    // Whole lines only: one may be half written.
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  }
}

/** Starts one and waits until its handler is invoked. */
export async function holdExecution(
  user: LambdaUser,
  dataDir: string,
  payload: unknown = null,
  more: Partial<InvokeCommandInput> = {},
): Promise<HeldExecution> {
  const execution = new HeldExecution(user, dataDir, await user.start("held", payload, more));
  await execution.untilInvoked();
  return execution;
}
