/** The condition that a worker's word counts: its attempt is the current one and has not ended. */
export const atWork = (attempt: number) => ({
  ConditionExpression: "#attempt = :attempt AND #status IN (:running, :cancelling)",
  ExpressionAttributeNames: { "#attempt": "attempt", "#status": "status" },
  ExpressionAttributeValues: {
    ":attempt": attempt,
    ":running": "running",
    ":cancelling": "cancelling",
  },
});
