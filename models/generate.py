#!/usr/bin/env python3
"""Writes the wire supplement of every service from botocore's data; see README.md beside this file.

Usage: python3 models/generate.py        (needs an installed botocore; nothing else reads it)
"""
import collections
import os
import re

import botocore.session

# AWS's service name -> package of its shapes in the AWS SDK for Java, where the two differ.
JAVA = {
    'application-autoscaling': 'applicationautoscaling', 'ce': 'costexplorer', 'compute-optimizer': 'computeoptimizer',
    'cur': 'costandusagereport', 'elb': 'elasticloadbalancing', 'elbv2': 'elasticloadbalancingv2',
    'events': 'eventbridge', 'importexport': '', 'logs': 'cloudwatchlogs', 'resource-groups': 'resourcegroups',
    'service-quotas': 'servicequotas',
}
SERVICES = '''account application-autoscaling autoscaling backup budgets ce cloudcontrol cloudformation cloudfront
    cloudtrail cloudwatch compute-optimizer config cur datasync directconnect dlm ebs ec2 ecr ecs efs elb elbv2 events
    glacier iam importexport kms logs networkmanager organizations pricing rbin resource-groups
    resourcegroupstaggingapi route53 s3 s3control service-quotas servicediscovery snowball sns sqs ssm storagegateway
    sts'''.split()

# Root elements of S3's answers that the model does not tell (Amazon S3 API Reference, "Response Syntax").
S3_ROOTS = {
    'CompleteMultipartUpload': 'CompleteMultipartUploadResult', 'CreateMultipartUpload': 'InitiateMultipartUploadResult',
    'CreateSession': 'CreateSessionResult', 'DeleteObjects': 'DeleteResult',
    'GetBucketAccelerateConfiguration': 'AccelerateConfiguration', 'GetBucketAcl': 'AccessControlPolicy',
    'GetBucketCors': 'CORSConfiguration', 'GetBucketLifecycle': 'LifecycleConfiguration',
    'GetBucketLifecycleConfiguration': 'LifecycleConfiguration', 'GetBucketLocation': 'LocationConstraint',
    'GetBucketLogging': 'BucketLoggingStatus', 'GetBucketNotification': 'NotificationConfiguration',
    'GetBucketNotificationConfiguration': 'NotificationConfiguration',
    'GetBucketRequestPayment': 'RequestPaymentConfiguration', 'GetBucketTagging': 'Tagging',
    'GetBucketVersioning': 'VersioningConfiguration', 'GetBucketWebsite': 'WebsiteConfiguration',
    'GetObjectAcl': 'AccessControlPolicy', 'GetObjectAttributes': 'GetObjectAttributesResponse',
    'GetObjectTagging': 'Tagging', 'ListBucketAnalyticsConfigurations': 'ListBucketAnalyticsConfigurationResult',
    'ListBucketInventoryConfigurations': 'ListInventoryConfigurationsResult',
    'ListBucketMetricsConfigurations': 'ListMetricsConfigurationsResult', 'ListBuckets': 'ListAllMyBucketsResult',
    'ListDirectoryBuckets': 'ListAllMyDirectoryBucketsResult', 'ListMultipartUploads': 'ListMultipartUploadsResult',
    'ListObjectVersions': 'ListVersionsResult', 'ListObjects': 'ListBucketResult', 'ListObjectsV2': 'ListBucketResult',
    'ListParts': 'ListPartsResult',
}
# Codes that SQS's errors had in its query protocol and still send beside the JSON (Amazon SQS API Reference).
SQS_CODES = {
    **{name: 'AWS.SimpleQueueService.' + name for name in (
        'BatchEntryIdsNotDistinct', 'BatchRequestTooLong', 'EmptyBatchRequest', 'InvalidBatchEntryId',
        'MessageNotInflight', 'PurgeQueueInProgress', 'QueueDeletedRecently', 'TooManyEntriesInBatchRequest',
        'UnsupportedOperation')},
    'KmsAccessDenied': 'KMS.AccessDeniedException', 'KmsDisabled': 'KMS.DisabledException',
    'KmsInvalidKeyUsage': 'KMS.InvalidKeyUsageException', 'KmsInvalidState': 'KMS.InvalidStateException',
    'KmsNotFound': 'KMS.NotFoundException', 'KmsOptInRequired': 'KMS.OptInRequired',
    'KmsThrottled': 'KMS.ThrottlingException', 'QueueDoesNotExist': 'AWS.SimpleQueueService.NonExistentQueue',
    'QueueNameExists': 'QueueAlreadyExists',
}
TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'src/main/resources/haneul/models')


def java_name(name):
    """The SDK's class name: words capitalised, acronyms folded (CreateSAMLProvider -> CreateSamlProvider)."""
    text = re.sub(r'[^A-Za-z0-9]+', ' ', name)
    text = re.sub(r'([^a-z]{2,})v([0-9]+)', r'\1 v\2 ', text)
    text = re.sub(r'([^A-Z]{2,})V([0-9]+)', r'\1 V\2 ', text)
    text = ' '.join(re.split(r'(?<=[a-z])(?=[A-Z](?:[a-zA-Z]|[0-9]))', text))
    text = re.sub(r'([A-Z]+)([A-Z][a-z])', r'\1 \2', text)
    text = re.sub(r'([0-9])([a-zA-Z])', r'\1 \2', text)
    return ''.join(word[:1].upper() + word[1:].lower() for word in text.split())


class Service:
    def __init__(self, name, model):
        self.name, self.model = name, model
        self.meta, self.shapes = model['metadata'], model['shapes']
        self.protocols = self.meta.get('protocols') or [self.meta['protocol']]
        self.rest = self.protocols[0].startswith('rest')
        self.constrained = {}
        self.kept = {}

    def header(self):
        meta = self.meta
        protocols = [f'json-{meta["jsonVersion"]}' if p == 'json' else p for p in self.protocols]
        fields = [('id', meta['serviceId'].replace(' ', '-')), ('signing', meta.get('signingName', meta['endpointPrefix'])),
                  ('endpoint', meta['endpointPrefix']), ('version', meta['apiVersion']),
                  ('protocols', ','.join(protocols)), ('target', meta.get('targetPrefix')),
                  ('namespace', self.namespace()), ('java', JAVA.get(self.name, self.name)),
                  ('queryCompatible', 'true' if 'awsQueryCompatible' in meta else None),
                  ('wrapsErrors', 'false' if self.name == 's3' else None)]
        return ' '.join(['service', self.name] + [f'{key}={value}' for key, value in fields if value])

    def namespace(self):
        if 'xmlNamespace' in self.meta:
            return self.meta['xmlNamespace']
        if self.protocols[0] != 'rest-xml':
            return None
        found = collections.Counter()
        for operation in self.model['operations'].values():
            shape = operation.get('input', {})
            for holder in [shape] + list(self.shapes.get(shape.get('shape'), {}).get('members', {}).values()):
                if 'xmlNamespace' in holder and 'amazonaws' in holder['xmlNamespace']['uri']:
                    found[holder['xmlNamespace']['uri']] += 1
        return found.most_common(1)[0][0]

    def operation(self, name, operation):
        given = self.shapes.get(operation.get('input', {}).get('shape'), {})
        made = self.shapes.get(operation.get('output', {}).get('shape'), {})
        http = operation['http']
        uri = re.sub(r'[?&]x-id=[A-Za-z]+', '', http['requestUri'])
        words = ['op', name, http['method'], uri, str(http.get('responseCode', 200))]
        if java_name(name) != name:
            words.append('java=' + java_name(name))
        if given and self.has_constraints(operation['input']['shape']):
            words.append('in=' + operation['input']['shape'])
            self.keep(operation['input']['shape'])
        if self.protocols[0] == 'rest-xml' and made:
            root = S3_ROOTS.get(name) if self.name == 's3' else None
            words.append('root=' + (root or operation['output']['shape']))
        if 'resultWrapper' in operation.get('output', {}):
            words.append('result')
        streams = [way for way, shape in (('in', given), ('out', made)) if self.streams(shape)]
        if streams:
            words.append('stream=' + ','.join(streams))
        if any(self.shapes[m['shape']].get('eventstream') for m in made.get('members', {}).values()):
            words.append('events')
        if operation.get('authtype') == 'none' or 'smithy.api#noAuth' in operation.get('auth', []):
            words.append('unsigned')
        if operation.get('authtype') == 'v4-unsigned-body' or operation.get('unsignedPayload'):
            words.append('unsignedPayload')
        if self.rest:
            needs = [('?' if m['location'] == 'querystring' else '') + m['locationName'] for n, m in
                     given.get('members', {}).items()
                     if n in given.get('required', []) and m.get('location') in ('querystring', 'header')]
            if needs:
                words.append('need=' + ','.join(sorted(needs)))
        checksum = operation.get('httpChecksum', {})
        if checksum.get('requestChecksumRequired') or checksum.get('requestAlgorithmMember'):
            words.append('checksum=' + ('required' if checksum.get('requestChecksumRequired') else 'optional'))
        twins = [o for o in self.model['operations'].values() if o['http']['requestUri'] == http['requestUri']
                 and o['http']['method'] == http['method'] and not o.get('deprecated')]
        if self.rest and operation.get('deprecated') and twins:
            words.append('superseded')
        if self.name == 's3' and name == 'GetBucketLocation':
            words.append('bare')
        errors = [e['shape'] for e in operation.get('errors', [])]
        if errors:
            words.append('errors=' + ','.join(errors))
        return ' '.join(words)

    def streams(self, shape):
        payload = shape.get('payload')
        if not payload:
            return False
        member = shape['members'][payload]
        target = self.shapes[member['shape']]
        return target['type'] == 'blob' and bool(member.get('streaming') or target.get('streaming'))

    def own_constraint(self, shape):
        return any(key in shape for key in ('min', 'max', 'pattern', 'enum'))

    def has_constraints(self, name, path=()):
        """Whether a shape or anything below it can be violated; recursion counts as no."""
        if name in self.constrained:
            return self.constrained[name]
        if name in path:
            return False
        shape, path = self.shapes[name], path + (name,)
        below = [m['shape'] for m in shape.get('members', {}).values()]
        below += [shape[key]['shape'] for key in ('member', 'key', 'value') if key in shape]
        answer = (self.own_constraint(shape) or bool(shape.get('required'))
                  or any(self.has_constraints(b, path) for b in below))
        if answer or len(path) == 1:
            self.constrained[name] = answer
        return answer

    def keep(self, name):
        """Remembers the line of a shape and of every shape below it that can be violated."""
        if name in self.kept:
            return
        shape, kind = self.shapes[name], self.shapes[name]['type']
        self.kept[name] = None
        if kind == 'structure':
            words = ['struct', name] + [w for w in map(lambda m: self.member(shape, *m), shape['members'].items()) if w]
        else:
            words = [kind if kind in ('list', 'map', 'string', 'blob') else 'number', name,
                     self.bound(shape, 'min'), self.bound(shape, 'max')]
            words += [self.target(shape[key]['shape']) for key in ('member', 'key', 'value') if key in shape]
            if 'enum' in shape:
                words.append('|'.join(value.replace(' ', '\\u0020') for value in shape['enum']))
            if 'pattern' in shape:
                words += ([] if 'enum' in shape else ['-']) + [shape['pattern'].replace('\n', '\\n')]
        self.kept[name] = ' '.join(words)

    def bound(self, shape, key):
        value = shape.get(key)
        return '-' if value is None else str(value)

    def target(self, name):
        if not self.has_constraints(name):
            return '-'
        self.keep(name)
        return name

    def member(self, shape, name, member):
        required = name in shape.get('required', [])
        target = self.target(member['shape'])
        kind = self.shapes[member['shape']]['type']
        if shape.get('payload') == name and kind == 'blob' and self.streams(shape):
            return None
        if not required and target == '-':
            return None
        wire = self.wire_name(name, member)
        return (name + ('=' + wire if wire != name else '') + ('!' if required else '')
                + (':' + target if target != '-' else ''))

    def wire_name(self, name, member):
        if self.protocols[0] == 'ec2':
            wire = member.get('locationName', name)
            return member.get('queryName', wire[:1].upper() + wire[1:])
        target = self.shapes[member['shape']]
        if target.get('flattened') and 'locationName' in target.get('member', {}) and 'locationName' not in member:
            return target['member']['locationName']
        return member.get('locationName', name)

    def errors(self):
        for name, shape in sorted(self.shapes.items()):
            if shape.get('exception'):
                error = shape.get('error', {})
                status = error.get('httpStatusCode', 500 if shape.get('fault') else 400)
                code = SQS_CODES.get(name) if self.name == 'sqs' else None
                yield ' '.join(['error', name, code or error.get('code', name), str(status)]
                               + (['fault'] if shape.get('fault') else [])
                               + (['Message'] if 'Message' in shape['members'] else []))

    def text(self):
        operations = [self.operation(*entry) for entry in sorted(self.model['operations'].items())]
        shapes = [line for _, line in sorted(self.kept.items())]
        return '\n'.join([self.header()] + operations + list(self.errors()) + shapes) + '\n'


def main():
    loader = botocore.session.get_session().get_component('data_loader')
    headers = []
    os.makedirs(TARGET, exist_ok=True)
    for name in SERVICES:
        service = Service(name, loader.load_service_model(name, 'service-2'))
        with open(os.path.join(TARGET, name + '.txt'), 'w', encoding='utf-8') as out:
            out.write(service.text())
        headers.append(service.header())
    with open(os.path.join(TARGET, 'services.txt'), 'w', encoding='utf-8') as out:
        out.write('\n'.join(headers) + '\n')


if __name__ == '__main__':
    main()
