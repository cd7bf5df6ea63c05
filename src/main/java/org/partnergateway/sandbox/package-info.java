/**
 * A stand-in for Partner Center: its reports, its token endpoint and its sign-in page
 * inside this process, over real HTTP on a separate loopback port. Active only in the
 * profile {@code sandbox}.
 *
 * <h2>The idea</h2> The rest of the gateway does not know the sandbox. The only link is
 * {@link org.partnergateway.sandbox.SandboxPartnerCenter}, which is a
 * {@link org.partnergateway.partnercenter.PartnerCenterConnectionDetails}. Without this
 * package the gateway still compiles.
 *
 * <h2>The data</h2> The partner reports are the two samples of Partner Center's
 * documentation, byte for byte. The other four are generated in
 * {@link org.partnergateway.sandbox.analytics}.
 *
 * <h2>The sign-in</h2> {@link org.partnergateway.sandbox.signin} plays Microsoft Entra
 * for a browser. With {@code sandbox.consent=true} the gateway starts without a refresh
 * token, so that a user's consent can be tried.
 *
 * <h2>The knobs</h2> {@link org.partnergateway.sandbox.exchange.SandboxFaults
 * SandboxFaults} say what goes wrong. They are configured with {@code sandbox.faults.*}
 * for the API and {@code sandbox.token-faults.*} for the token endpoint, replaced at
 * runtime, or scripted for single requests.
 */
@NullMarked
package org.partnergateway.sandbox;

import org.jspecify.annotations.NullMarked;
