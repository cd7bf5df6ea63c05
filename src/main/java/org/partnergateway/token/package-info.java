/**
 * The access tokens with which the gateway calls Partner Center. All that this package
 * knows about Partner Center is that it takes a bearer token.
 *
 * <h2>The idea</h2> One token serves all calls, and
 * {@link org.partnergateway.token.AccessTokens} gives it out. It is a cache of one token:
 * it answers with a usable token at once, and otherwise one renewal fetches a token for
 * all callers that ask meanwhile. A caller always gets a token or an exception.
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
 * <td>up to the margin before its end: a tenth of L, at least 1 s and at most 5 s</td>
 * <td>the token; it is renewed in the background. A failed renewal is repeated after 1 s,
 * 2 s, 4 s and so on up to 1 min, or after the time that the token endpoint asked for if
 * that is longer, and every 5 min if an operator must act</td>
 * </tr>
 * <tr>
 * <td>past that, rejected, or none yet</td>
 * <td>the result of a renewal, or its failure</td>
 * </tr>
 * <tr>
 * <td>past that, after a renewal that failed</td>
 * <td>the same failure at once, with the time left of the back-off: the time that the
 * token endpoint asked for; otherwise 1 s, doubling with each failure in a row up to 30
 * s, or 5 s up to 5 min if an operator must act. Then one renewal is tried</td>
 * </tr>
 * </table>
 * <p>
 * A token whose lifetime is no longer than the margin is given to the callers that waited
 * for it, and not used again.
 *
 * <h2>A renewal</h2> A {@link org.partnergateway.token.request.TokenSource} says what is
 * presented to the token endpoint: the application alone (client credentials, RFC 6749
 * section 4.4), or a user's consent (a refresh token, section 6), which is the one that
 * Partner Center takes for license analytics. A
 * {@link org.partnergateway.token.credential.ClientAuthentication} says how the
 * application proves itself: a secret, a certificate, or another issuer's assertion. All
 * files are read for each renewal, so that replaced files are used without a restart. A
 * {@link org.partnergateway.token.credential.CredentialWatch} reads them once a second: a
 * new consent is presented at once, and another replaced credential only if renewals or
 * tokens are refused. In both cases listeners are called. A
 * {@link org.partnergateway.token.refresh.RotationMark} distinguishes a refresh token
 * that another replica has rotated from one that an operator has put there. All access to
 * files goes through {@link org.partnergateway.token.credential.FileAccess}, so that a
 * volume that hangs does not block other work.
 * {@link org.partnergateway.token.request.TokenErrors} turns every failure into a
 * {@link org.partnergateway.token.request.TokenException}.
 *
 * <h2>The settings</h2> {@link org.partnergateway.token.TokenProperties}, checked at the
 * start by {@link org.partnergateway.token.TokenConfiguration}; and
 * {@link org.partnergateway.token.request.TokenEndpoint}, a bean that the package of the
 * other system provides.
 */
@NullMarked
package org.partnergateway.token;

import org.jspecify.annotations.NullMarked;
