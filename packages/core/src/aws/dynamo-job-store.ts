import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

import type { JobStore } from "../job/job-store.ts";
import { createJob } from "./dynamo/create-job.ts";
import { checkpointKey, inputKey, resultKey } from "./dynamo/job-item.ts";
import { listChanged } from "./dynamo/list-changed.ts";
import { listDue } from "./dynamo/list-due.ts";
import { listJobs } from "./dynamo/list-jobs.ts";
import { readAttempt, readDetail, readEvents, readJob, readJson } from "./dynamo/read-job.ts";
import { saveAttempt } from "./dynamo/save-attempt.ts";
import { saveCheckpoint } from "./dynamo/save-checkpoint.ts";
import { saveDue } from "./dynamo/save-due.ts";
import { saveJob } from "./dynamo/save-job.ts";
import { saveProgress } from "./dynamo/save-progress.ts";
import { openTable } from "./dynamo/table.ts";
import { getTimeline, saveTimeline } from "./dynamo/timeline.ts";

/**
 * Jobs in DynamoDB. With `retentionDays`, everything of a job is deleted that long after it has finished. One store a
 * process: it remembers which days it has noted.
 */
export function dynamoJobStore(
  client: DynamoDBClient,
  options: { tableName: string; retentionDays?: number },
): JobStore {
  const table = openTable(client, options);
  return {
    create: (newJob) => createJob(table, newJob),
    get: (jobId) => readJob(table, jobId),
    getDetail: (jobId) => readDetail(table, jobId),
    getInput: (jobId) => readJson(table, inputKey(jobId)),
    getResult: (jobId) => readJson(table, resultKey(jobId)),
    getAttempt: (jobId, attempt) => readAttempt(table, jobId, attempt),
    save: (change) => saveJob(table, change),
    saveAttempt: (jobId, patch) => saveAttempt(table, jobId, patch),
    saveProgress: (jobId, attempt, heartbeatAt, progress) =>
      saveProgress(table, jobId, attempt, heartbeatAt, progress),
    list: (query) => listJobs(table, query),
    listChanged: (cursor) => listChanged(table, cursor),
    listDue: (now, limit) => listDue(table, now, limit),
    saveDue: (jobId, dueAt) => saveDue(table, jobId, dueAt),
    listEvents: (jobId, afterVersion) => readEvents(table, jobId, afterVersion),
    getCheckpoint: (jobId) => readJson(table, checkpointKey(jobId)),
    saveCheckpoint: (jobId, attempt, state) => saveCheckpoint(table, jobId, attempt, state),
    getTimeline: (jobId) => getTimeline(table, jobId),
    saveTimeline: (jobId, timeline) => saveTimeline(table, jobId, timeline),
  };
}
