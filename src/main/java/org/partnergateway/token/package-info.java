/**
 * The access tokens with which the gateway calls Partner Center. Knows nothing of Partner
 * Center but that it wants a bearer token.
 *
 * <h2>The idea</h2> One token serves everybody, and
 * {@link org.partnergateway.token.AccessTokens} is whom to ask for it. It is a cache of
 * one: what it has, it answers at once; what it has not, one renewal fetches for everyone
 * who asks meanwhile. Whoever asks gets a token or an exception, never nothing.
 *
 * <h2>The states</h2>
 * <table>
 * <caption>What happens to a token whose lifetime is L</caption>
 * <tr>
 * <th>Age</th>
 * <th>Answer</th>
 * </tr>
 * <tr>
 * <td>up to 80 % of L</td>
 * <td>the token</td>
 * </tr>
 * <tr>
 * <td>up to its last moments: a tenth of L, at least 1 s and at most 5 s</td>
 * <td>the token; it is renewed in the background, again and again if that fails: after 1
 * s, 2 s, 4 s and so on up to 1 min, or when the token endpoint asked for it, and every 5
 * min if there is no hope without an operator</td>
 * </tr>
 * <tr>
 * <td>past that, rejected, or none yet</td>
 * <td>the result of a renewal, or its failure</td>
 * </tr>
 * <tr>
 * <td>past that, after a renewal that failed</td>
 * <td>the same failure at once, with the time left: what the token endpoint asked for;
 * else 1 s, doubling with each failure in a row up to 30 s, or 5 s up to 5 min if there
 * is no hope without an operator. Then one renewal is tried</td>
 * </tr>
 * </table>
 * <p>
 * A token whose whole life is its last moments is given to those who waited for it, and
 * not used again.
 *
 * <h2>A renewal</h2> A {@link org.partnergateway.token.request.TokenGrant} says what is
 * presented to the token endpoint: the application alone (client credentials, RFC 6749
 * section 4.4), or a user's consent (a refresh token, section 6), which is the one that
 * Partner Center takes for license analytics. A
 * {@link org.partnergateway.token.credential.ClientAuthentication} says how the
 * application proves itself: a secret, a certificate, or another issuer's assertion. All
 * files are read for each renewal, so that whatever is replaced on disk is used without a
 * restart. A {@link org.partnergateway.token.credential.CredentialWatch} looks at them
 * once a second: a new consent is presented at once, and what else is replaced as well if
 * renewals or tokens are refused; those who asked to be told are told. Replicas that
 * share a refresh token are told from an operator by a
 * {@link org.partnergateway.token.refresh.RotationMark}. All that touches files does so
 * by {@link org.partnergateway.token.credential.FileAccess}, so that a volume that hangs
 * holds up nobody else. Every failure becomes a
 * {@link org.partnergateway.token.request.TokenException} in one place,
 * {@link org.partnergateway.token.request.TokenErrors}.
 *
 * <h2>The knobs</h2> {@link org.partnergateway.token.TokenProperties}, checked at the
 * start by {@link org.partnergateway.token.TokenConfiguration}; and
 * {@link org.partnergateway.token.request.TokenEndpoint}, a bean that whoever knows the
 * other system provides.
 */
@NullMarked
package org.partnergateway.token;

import org.jspecify.annotations.NullMarked;
