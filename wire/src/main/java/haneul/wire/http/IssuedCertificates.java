package haneul.wire.http;

import haneul.kernel.Ids;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Picks, and makes when needed, the certificate for the name a client asks for (RFC 6066 section 3). */
final class IssuedCertificates extends X509ExtendedKeyManager {
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final int CAPACITY = 1024;
    private static final String UNNAMED = "";

    private final PrivateKey authorityKey;
    private final X509Certificate authority;
    private final List<String> names;
    private final List<String> domains;
    private final Ids ids;
    private final InstantSource realTime;
    private final KeyPair keys;
    private final Map<String, X509Certificate> issued = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, X509Certificate> eldest) {
            return size() > CAPACITY;
        }
    };

    IssuedCertificates(
            PrivateKey authorityKey,
            X509Certificate authority,
            List<String> names,
            List<String> domains,
            Ids ids,
            InstantSource realTime)
            throws GeneralSecurityException {
        this.authorityKey = authorityKey;
        this.authority = authority;
        this.names = names;
        this.domains = domains;
        this.ids = ids;
        this.realTime = realTime;
        this.keys = Certificates.keys();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        if (!keyType.startsWith("EC")) {
            return null;
        }
        if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (var name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host && ours(host.getAsciiName().toLowerCase(Locale.ROOT))) {
                    return host.getAsciiName().toLowerCase(Locale.ROOT);
                }
            }
        }
        return UNNAMED;
    }

    private boolean ours(String host) {
        return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    @Override
    public synchronized X509Certificate[] getCertificateChain(String alias) {
        Instant now = realTime.instant();
        var known = issued.get(alias);
        if (known == null || known.getNotAfter().toInstant().isBefore(now.plus(RENEW_BEFORE))) {
            known = issue(alias.equals(UNNAMED) ? names : List.of(alias), now);
            issued.put(alias, known);
        }
        return new X509Certificate[] {known, authority};
    }

    private X509Certificate issue(List<String> subject, Instant now) {
        try {
            return Certificates.server(
                    authority, authorityKey, keys.getPublic(), subject, LocalAuthority.serial(ids), now, LIFE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made for " + subject, e);
        }
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivate();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {UNNAMED};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return UNNAMED;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
