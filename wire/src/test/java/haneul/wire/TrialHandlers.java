package haneul.wire;

import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** One operation or two of a service of each protocol, for tests of the way to and from a handler. */
final class TrialHandlers {
    private TrialHandlers() {}

    public static final class Ec2 {
        @Action("ec2:DescribeVpcs")
        public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request, Call call) {
            return DescribeVpcsResponse.builder()
                    .vpcs(v -> v.vpcId("vpc-" + call.region()))
                    .build();
        }
    }

    public static final class Sts {
        @Action("sts:GetCallerIdentity")
        public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request, Call call) {
            return GetCallerIdentityResponse.builder()
                    .account(call.caller().account())
                    .build();
        }

        @Action("sts:AssumeRoleWithSAML")
        public AssumeRoleWithSamlResponse assumeRoleWithSAML(AssumeRoleWithSamlRequest request, Call call) {
            return AssumeRoleWithSamlResponse.builder()
                    .subject(request.principalArn())
                    .build();
        }
    }

    public static final class Kms {
        @Action("kms:ListKeys")
        public ListKeysResponse listKeys(ListKeysRequest request, Call call) {
            return ListKeysResponse.builder()
                    .keys(k -> k.keyId("k-" + request.limit()))
                    .build();
        }
    }

    public static final class Efs {
        @Action("elasticfilesystem:DescribeFileSystems")
        public DescribeFileSystemsResponse describeFileSystems(DescribeFileSystemsRequest request, Call call) {
            return DescribeFileSystemsResponse.builder()
                    .marker(request.marker())
                    .build();
        }
    }
}
