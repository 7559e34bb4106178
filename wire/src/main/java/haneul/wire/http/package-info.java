/** The HTTP server: Jetty's core behind {@link haneul.wire.Exchange}, its limits, and certificates for HTTPS. */
package haneul.wire.http;
