package haneul.s3.api;

import haneul.wire.Call;
import haneul.wire.Exchange.Header;
import haneul.wire.codec.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields of a request. Some SDKs move {@code x-amz-…} fields into the query of a presigned URL; S3 reads
 * them
 * there as if they were headers.
 */
final class RequestFields {
    private static final String SIGNATURE = "X-Amz-Signature=";
    private static final Set<String> OF_THE_SIGNATURE = Set.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-signedheaders",
            "x-amz-signature",
            "x-amz-security-token",
            "x-amz-content-sha256");

    private RequestFields() {}

    static List<Header> of(Call call) {
        var exchange = call.exchange();
        if (!exchange.rawQuery().contains(SIGNATURE)) {
            return exchange.headers();
        }
        var fields = new ArrayList<>(exchange.headers());
        for (var parameter : Query.parse(exchange.rawQuery()).parameters()) {
            var name = parameter.name().toLowerCase(Locale.ROOT);
            if (name.startsWith("x-amz-") && !OF_THE_SIGNATURE.contains(name)) {
                fields.add(new Header(name, parameter.value()));
            }
        }
        return fields;
    }
}
