package haneul.server;

import haneul.wire.Audit;
import haneul.wire.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every call at debug level; a trail that can be asked is another service's part. */
final class CallLog implements Audit {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

    @Override
    public void answered(Call call, int status, String errorCode) {
        if (LOG.isDebugEnabled()) {
            var caller = call.caller().anonymous() ? "anonymous" : call.caller().accessKeyId();
            LOG.debug(
                    "{} {} by {}: {} {}",
                    call.requestId(),
                    call.operation(),
                    caller,
                    status,
                    errorCode == null ? "" : errorCode);
        }
    }
}
