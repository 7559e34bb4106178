/**
 * AWS Signature Version 4 from the server's side: claims, canonical requests, proofs, and bodies that carry
 * signatures.
 */
package haneul.wire.auth;
