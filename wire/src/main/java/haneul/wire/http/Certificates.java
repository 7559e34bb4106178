package haneul.wire.http;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes X.509 certificates (RFC 5280) with P-256 keys: an authority's own, and those it signs for servers. */
final class Certificates {
    /** Certificates are good from a day before they are made, for clients whose clocks lag. */
    private static final Duration LAG = Duration.ofDays(1);

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final byte[] VERSION_3 = Der.tagged(0xA0, Der.integer(BigInteger.TWO));

    private Certificates() {}

    static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A self-signed authority that may sign servers' certificates but no further authorities. */
    static X509Certificate authority(KeyPair keys, String name, BigInteger serial, Instant now, Duration life)
            throws GeneralSecurityException {
        var extensions = Der.sequence(
                extension("2.5.29.19", true, Der.sequence(Der.truth(), Der.integer(BigInteger.ZERO))),
                extension("2.5.29.15", true, Der.bits(1, new byte[] {0b0000_0110})),
                extension("2.5.29.14", false, Der.octets(identifier(keys.getPublic()))));
        return sign(
                keys.getPrivate(), serial, commonName(name), commonName(name), keys.getPublic(), extensions, now, life);
    }

    /**
     * A server's certificate.
     *
     * @param names host names, wildcards and IP addresses
     */
    static X509Certificate server(
            X509Certificate authority,
            PrivateKey authorityKey,
            PublicKey key,
            List<String> names,
            BigInteger serial,
            Instant now,
            Duration life)
            throws GeneralSecurityException {
        var alternatives = names.stream().map(Certificates::alternative).toArray(byte[][]::new);
        var extensions = Der.sequence(
                extension("2.5.29.15", true, Der.bits(7, new byte[] {(byte) 0b1000_0000})),
                extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))),
                extension("2.5.29.17", false, Der.sequence(alternatives)),
                extension("2.5.29.14", false, Der.octets(identifier(key))),
                extension("2.5.29.35", false, Der.sequence(Der.tagged(0x80, identifier(authority.getPublicKey())))));
        var issuer = authority.getSubjectX500Principal().getEncoded();
        return sign(authorityKey, serial, issuer, commonName("Haneul"), key, extensions, now, life);
    }

    private static X509Certificate sign(
            PrivateKey signer,
            BigInteger serial,
            byte[] issuer,
            byte[] subject,
            PublicKey key,
            byte[] extensions,
            Instant now,
            Duration life)
            throws GeneralSecurityException {
        var validity = Der.sequence(Der.time(now.minus(LAG)), Der.time(now.plus(life)));
        var content = Der.sequence(
                VERSION_3,
                Der.integer(serial),
                ECDSA_SHA256,
                issuer,
                validity,
                subject,
                key.getEncoded(),
                Der.tagged(0xA3, extensions));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(content);
        var encoded = Der.sequence(content, ECDSA_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static byte[] commonName(String name) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(name))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    /** RFC 5280 section 4.2.1.6: [2] for a DNS name, [7] for an address. */
    private static byte[] alternative(String name) {
        boolean address = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        try {
            return address
                    ? Der.tagged(0x87, InetAddress.getByName(name).getAddress())
                    : Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + name + "' is neither a host name nor an address", e);
        }
    }

    /** RFC 7093 section 2, method 1: 160 bits of the key's SHA-256. */
    private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
        return java.util.Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
    }
}
