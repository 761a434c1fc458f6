import json
import time

import boto3

awslambda = boto3.client("lambda")

arn = awslambda.invoke(
    FunctionName="order:$LATEST",
    InvocationType="Event",
    Payload=json.dumps({"item": "book", "count": 1}),
)["DurableExecutionArn"]


def until(look):
    while (found := look()) is None:
        time.sleep(0.2)
    return found


def callback_id():
    events = awslambda.get_durable_execution_history(DurableExecutionArn=arn)["Events"]
    started = [e["CallbackStartedDetails"] for e in events if e["EventType"] == "CallbackStarted"]
    return started[0]["CallbackId"] if started else None


def ended():
    execution = awslambda.get_durable_execution(DurableExecutionArn=arn)
    return None if execution["Status"] == "RUNNING" else execution


awslambda.send_durable_execution_callback_success(CallbackId=until(callback_id), Result="Alan")
execution = until(ended)
print(execution["Status"], execution["Result"])
