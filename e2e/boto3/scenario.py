"""Uses the local AWS as any Python program uses AWS, and prints what it saw as JSON.

Where AWS is, and who asks, come from the environment.
"""

import json
import time

import boto3
from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

lam = boto3.client("lambda")
ecs = boto3.client("ecs")
logs = boto3.client("logs")
dynamodb = boto3.resource("dynamodb")


def until(what, look, seconds=30):
    """Looks until something is there."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError(what)


def error_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [type(error).__name__, error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


def history(arn):
    pages = lam.get_paginator("get_durable_execution_history").paginate(
        DurableExecutionArn=arn, IncludeExecutionData=True, PaginationConfig={"PageSize": 2}
    )
    return [event for page in pages for event in page["Events"]]


def start(payload=b"{}", **more):
    answer = lam.invoke(
        FunctionName="waiting:$LATEST", InvocationType="Event", Payload=payload, **more
    )
    return answer["DurableExecutionArn"]


def callback_of(arn):
    """The execution's callback, once its handler sleeps."""

    def look():
        events = history(arn)
        if events[-1]["EventType"] != "InvocationCompleted":
            return None
        [opened] = [event for event in events if event["EventType"] == "CallbackStarted"]
        return opened["CallbackStartedDetails"]["CallbackId"]

    return until("the callback", look)


def ended(arn):
    def look():
        execution = lam.get_durable_execution(DurableExecutionArn=arn)
        return execution if execution["Status"] != "RUNNING" else None

    execution = until("the execution's end", look)
    return {key: execution[key] for key in ("Status", "Result", "Error") if key in execution}


def synchronous():
    quick = lam.invoke(FunctionName="quick", Qualifier="$LATEST", Payload=b'{"n": 1}')
    failing = lam.invoke(FunctionName="failing:$LATEST")
    return {
        "result": json.load(quick["Payload"]),
        "history": [event["EventType"] for event in history(quick["DurableExecutionArn"])],
        "functionError": failing["FunctionError"],
        "error": json.load(failing["Payload"])["errorType"],
        "unqualified": error_of(lam.invoke, FunctionName="quick"),
    }


def callbacks():
    arn = start(DurableExecutionName="from-python")
    callback = {"CallbackId": callback_of(arn)}
    lam.send_durable_execution_callback_heartbeat(**callback)
    lam.send_durable_execution_callback_success(**callback, Result=b"granted")
    succeeded = ended(arn)
    refused = start()
    lam.send_durable_execution_callback_failure(
        CallbackId=callback_of(refused), Error={"ErrorType": "Refused", "ErrorMessage": "no"}
    )
    return {
        "succeeded": succeeded,
        "again": error_of(lam.send_durable_execution_callback_success, **callback),
        "isSameExecution": start(DurableExecutionName="from-python") == arn,
        "otherPayload": error_of(start, payload=b"[]", DurableExecutionName="from-python"),
        "failed": ended(refused)["Status"],
    }


def stopping():
    arn = start()
    callback = {"CallbackId": callback_of(arn)}
    lam.stop_durable_execution(DurableExecutionArn=arn, Error={"ErrorMessage": "enough"})
    return {
        "stopped": ended(arn),
        "lastEvent": history(arn)[-1]["EventType"],
        "callback": error_of(lam.send_durable_execution_callback_heartbeat, **callback),
        "nobody": error_of(lam.get_durable_execution, DurableExecutionArn=arn[:-1] + "_"),
    }


def listing():
    def names(**more):
        pages = lam.get_paginator("list_durable_executions_by_function").paginate(
            FunctionName="waiting", PaginationConfig={"PageSize": 2}, **more
        )
        return [each["Status"] for page in pages for each in page["DurableExecutions"]]

    return {
        "newestFirst": names(),
        "stopped": names(Statuses=["STOPPED"]),
        "named": names(DurableExecutionName="from-python"),
    }


def tasks():
    def run(command, **more):
        override = {"name": "worker", "command": ["sh", "-c", command]}
        answer = ecs.run_task(
            cluster="jobs",
            taskDefinition="worker",
            launchType="FARGATE",
            overrides={"containerOverrides": [override]},
            **more,
        )
        return answer["tasks"][0]["taskArn"]

    done = run("echo from the task; exit 3", clientToken="once")
    endless = run("sleep 1000")
    both = {"cluster": "jobs", "tasks": [done, endless]}
    until("a running task", lambda: endless in ecs.list_tasks(cluster="jobs")["taskArns"])
    ecs.stop_task(cluster="jobs", task=endless, reason="by Python")
    ecs.get_waiter("tasks_stopped").wait(**both, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    described = ecs.describe_tasks(**both)["tasks"]
    return {
        "exitCode": described[0]["containers"][0]["exitCode"],
        "stopCodes": [task["stopCode"] for task in described],
        "reason": described[1]["stoppedReason"],
        "isSameTask": run("echo from the task; exit 3", clientToken="once") == done,
        "noDefinition": error_of(ecs.run_task, cluster="jobs", taskDefinition="nobody"),
        "log": log_of(f"worker/{done.split('/')[-1]}"),
    }


def log_of(stream):
    look = lambda: logs.filter_log_events(  # noqa: E731
        logGroupName="/ecs/worker", logStreamNamePrefix=f"ecs/{stream}"
    )["events"]
    found = until("the task's log", look)
    [name] = {event["logStreamName"] for event in found}
    page = logs.get_log_events(logGroupName="/ecs/worker", logStreamName=name, startFromHead=True)
    groups = logs.describe_log_groups(logGroupNamePrefix="/ecs/")["logGroups"]
    return {
        "filtered": [event["message"] for event in found],
        "read": [event["message"] for event in page["events"]],
        "groups": [group["logGroupName"] for group in groups],
    }


def table():
    made = dynamodb.create_table(
        TableName="from-python",
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    made.wait_until_exists()
    with made.batch_writer() as batch:
        for number in range(5):
            batch.put_item(Item={"pk": "a", "sk": number, "square": number * number})
    found = made.query(KeyConditionExpression=Key("pk").eq("a") & Key("sk").gte(3))
    new = {"pk": "a", "sk": 1}
    return {
        "squares": [int(item["square"]) for item in found["Items"]],
        "item": int(made.get_item(Key={"pk": "a", "sk": 2})["Item"]["square"]),
        "condition": error_of(
            made.put_item, Item=new, ConditionExpression="attribute_not_exists(pk)"
        ),
    }


scenarios = [synchronous, callbacks, stopping, listing, tasks, table]
print(json.dumps({scenario.__name__: scenario() for scenario in scenarios}))
