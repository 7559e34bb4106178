"""Drives every operation of the services named on the command line through boto3's clients.

Usage: drive.py PORT SERVICE...      Prints one line of JSON per finding and one per service.
The server at PORT decodes each request, answers it with a filled response, and tells at /-/last what it understood.
"""
import datetime
import io
import json
import random
import socket
import sys
import urllib.request

import botocore.config
import botocore.response
import botocore.session

PORT = int(sys.argv[1])
DEPTH = 6
UTC = datetime.timezone.utc


def fill(shape, name, location, rng, path=()):
    """A value for every member, long enough and large enough to pass the client's own validation."""
    kind = shape.type_name
    minimum = shape.metadata.get('min', 0)
    if kind == 'string':
        return text(shape, name, location, rng).ljust(int(minimum), 'x')
    if kind in ('integer', 'long'):
        return max(int(minimum), rng.randrange(1, 1000))
    if kind in ('float', 'double'):
        return max(float(minimum), rng.randrange(1, 1000) / 8)
    if kind == 'boolean':
        return True
    if kind == 'timestamp':
        return datetime.datetime.fromtimestamp(1600000000 + rng.randrange(10**8), UTC)
    if kind == 'blob':
        return bytes(rng.randrange(256) for _ in range(max(int(minimum), 5)))
    if kind == 'list':
        items = [fill(shape.member, None, location, rng, path) for _ in range(max(int(minimum), 2))]
        return [item for item in items if item is not None] or None
    if kind == 'map':
        held = {('meta-%d' if location in ('header', 'headers') else 'key %d') % i:
                fill(shape.value, None, location, rng, path) for i in range(2)}
        return {key: value for key, value in held.items() if value is not None} or None
    if kind == 'structure':
        if getattr(shape, 'is_document_type', False):
            return {'text': 'a"b', 'list': [7, True]}
        if len(path) > DEPTH or path.count(shape.name) > 1:
            return None
        members = list(shape.members.items())
        if getattr(shape, 'is_tagged_union', False):
            members = members[:1]
        held = {}
        for key, member in members:
            value = fill(member, key, member.serialization.get('location'), rng, path + (shape.name,))
            if value is not None:
                held[key] = value
        return held or (None if shape.members else {})
    return None


def text(shape, name, location, rng):
    number = str(rng.randrange(100000))
    if shape.name == 'NumericValue':
        return number
    if name in ('Bucket', 'AccountId', 'EndpointId', 'ContentRange', 'CopySource', 'RequestRoute'):
        return {'Bucket': 'bucket-1', 'AccountId': '123456789012', 'ContentRange': 'bytes 0-3/*',
                'CopySource': 'bucket/key', 'RequestRoute': 'route-1'}.get(name, number)
    if location == 'uri':
        return 'label-' + number if name != 'Key' else "dir//with space+%41/\u00e9" + number
    if location in ('header', 'headers'):
        return 'header-' + number
    return '<v> & "\u00e9"\t' + number


def plain(shape, value, wire_name):
    """A value keyed by wire names, as the server dumps it."""
    kind = shape.type_name
    if kind == 'structure' and not getattr(shape, 'is_document_type', False):
        return {wire_name(key, shape.members[key]): plain(shape.members[key], held, wire_name)
                for key, held in value.items() if key in shape.members}
    if kind == 'list':
        return [plain(shape.member, held, wire_name) for held in value]
    if kind == 'map':
        return {key: plain(shape.value, held, wire_name) for key, held in value.items()}
    if isinstance(value, datetime.datetime):
        return 't:%d' % round(value.timestamp() * 1000)
    if isinstance(value, (bytes, bytearray)):
        return 'b:' + bytes(value).hex()
    if isinstance(value, botocore.response.StreamingBody):
        content = value.read()
        return 'b:' + content.hex() if content else None
    if kind in ('float', 'double'):
        return float(value)
    return value


def wire_names(protocol, request):
    def name(key, member):
        own = member.serialization.get('name', key)
        if request and protocol == 'ec2':
            return member.serialization.get('queryName', own[:1].upper() + own[1:])
        if member.type_name == 'list' and member.serialization.get('flattened') and own == key:
            return member.member.serialization.get('name', own)
        return own
    return name


def compare(path, expected, found, differences, request):
    """Finds what differs; in requests a member the server's shapes do not have is newer than they are."""
    if isinstance(expected, dict) and isinstance(found, dict):
        if request and any(key not in found for key in expected):
            # A member known by another name would look like an unknown one beside one that was never set.
            for key in found:
                if key not in expected:
                    differences.append((path + '/' + key, 'unset beside unknown', None))
        for key in expected:
            if expected[key] is None:
                continue
            if key not in found:
                differences.append((path + '/' + key, 'unknown' if request else 'missing', None))
            else:
                compare(path + '/' + key, expected[key], found[key], differences, request)
        for key in found:
            if key not in expected and found[key] is not None:
                differences.append((path + '/' + key, 'invented', str(found[key])[:60]))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for i, (left, right) in enumerate(zip(expected, found)):
            compare('%s/%d' % (path, i), left, right, differences, request)
    elif expected != found:
        differences.append((path, 'expected ' + str(expected)[:60], 'found ' + str(found)[:60]))


def last():
    with urllib.request.urlopen('http://127.0.0.1:%d/-/last' % PORT) as answer:
        return json.load(answer)


def report(**finding):
    print(json.dumps(finding), flush=True)


def streaming(shape):
    payload = shape.serialization.get('payload') if shape else None
    if payload and (shape.members[payload].serialization.get('streaming')
                    or shape.members[payload].metadata.get('streaming')
                    or getattr(shape.members[payload], 'is_eventstream', False)
                    or shape.members[payload].serialization.get('eventstream')):
        return payload
    return None


def drive(session, service, protocol):
    config = botocore.config.Config(
        retries={'total_max_attempts': 1}, inject_host_prefix=False, s3={'addressing_style': 'path'},
        request_checksum_calculation='when_required', response_checksum_validation='when_required',
        parameter_validation=True, read_timeout=30)
    client = session.create_client(
        service, region_name='us-east-1', endpoint_url='http://127.0.0.1:%d' % PORT, config=config,
        aws_access_key_id='AKID', aws_secret_access_key='secret')
    current = {}
    client.meta.events.register(
        'before-sign.*', lambda request, **_: request.headers.add_header('x-conformance', current['id']))
    counts = {'operations': 0, 'requests': 0, 'responses': 0}
    request_names, answer_names = wire_names(protocol, True), wire_names(protocol, False)
    for method, name in sorted(client.meta.method_to_api_mapping.items()):
        counts['operations'] += 1
        model = client.meta.service_model.operation_model(name)
        current['id'] = service + '/' + name
        given = fill(model.input_shape, None, None, random.Random(name)) if model.input_shape else {}
        given = given or {}
        body = streaming(model.input_shape)
        if body:
            given[body] = io.BytesIO(b'data') if name != 'WriteGetObjectResponse' else b'data'
            given.pop('ContentLength', None)
        for extra in ('ContentLength', 'EndpointId', 'ChecksumAlgorithm'):
            if service in ('s3', 'events', 'glacier'):
                given.pop(extra, None)
        error, answer = None, None
        try:
            answer = getattr(client, method)(**given)
        except Exception as problem:
            error = '%s: %s' % (type(problem).__name__, str(problem)[:300])
        seen = last()
        if seen.get('operation') != current['id'] or seen.get('error'):
            report(service=service, operation=name, direction='request',
                   differences=[['', seen.get('error') or error or 'nothing arrived', None]])
            continue
        differences = []
        if body:
            given.pop(body)
        expected = plain(model.input_shape, given, request_names) if model.input_shape else {}
        compare('', expected, seen['request'], differences, True)
        counts['requests'] += not differences
        if differences:
            report(service=service, operation=name, direction='request', differences=differences[:6])
        if error:
            report(service=service, operation=name, direction='response', differences=[['', error, None]])
            continue
        differences = []
        answer.pop('ResponseMetadata', None)
        streamed = streaming(model.output_shape)
        if streamed and streamed not in seen['response']:
            answer.pop(streamed, None)
        answer.pop('ContentLength', None)
        got = plain(model.output_shape, answer, answer_names) if model.output_shape else {}
        compare('', seen['response'], got, differences, False)
        counts['responses'] += not differences
        if differences:
            report(service=service, operation=name, direction='response', differences=differences[:6])
    report(service=service, counts=counts)


def resolve_locally():
    """Some clients put a label before the host; every name ends at this machine."""
    resolve = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: resolve('127.0.0.1', *rest, **more)


def main():
    resolve_locally()
    session = botocore.session.get_session()
    for service in sys.argv[2:]:
        try:
            model = session.get_service_model(service)
            drive(session, service, model.resolved_protocol)
        except Exception as problem:
            report(service=service, operation='*', direction='client',
                   differences=[['', '%s: %s' % (type(problem).__name__, problem), None]])


main()
