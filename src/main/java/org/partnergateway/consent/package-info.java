/**
 * Takes a user's consent in a browser, and proves it before it is kept.
 *
 * <h2>The walk</h2> The log of the start has the address of the page, with a
 * {@link org.partnergateway.consent.ConsentKey}. The page begins a
 * {@link org.partnergateway.consent.signin.SignIn}, whose link leads to Microsoft Entra.
 * From there the browser comes back with a code, which is redeemed for an
 * {@link org.partnergateway.consent.proof.Attempt}: the tokens, and who signed in.
 * {@link org.partnergateway.consent.proof.Proof} shows whether the consent is of any use:
 * the tenant, multi-factor authentication, and each report. Only then
 * {@link org.partnergateway.token.Consents} keeps it. If Partner Center fails meanwhile,
 * the attempt can be proved again for ten minutes.
 *
 * <p>
 * Everything of OAuth is Spring Security's. No other package needs this one.
 */
@NullMarked
package org.partnergateway.consent;

import org.jspecify.annotations.NullMarked;
