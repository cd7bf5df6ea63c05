/**
 * A Partner Center to run against: its reports and its token endpoint inside this
 * process, over real HTTP on a loopback port of their own, active only by the profile
 * {@code sandbox}.
 *
 * <h2>The idea</h2> The rest of the gateway does not know that it exists. Its one link is
 * the {@link org.partnergateway.partnercenter.PartnerCenterConnectionDetails} that
 * {@link org.partnergateway.sandbox.SandboxPartnerCenter} is; deleting this package
 * leaves a gateway that compiles.
 *
 * <h2>The data</h2> The partner reports are the two samples of Partner Center's
 * documentation, byte for byte. The other four are made up in
 * {@link org.partnergateway.sandbox.analytics}.
 *
 * <h2>The knobs</h2> What goes wrong is a
 * {@link org.partnergateway.sandbox.exchange.SandboxFaults SandboxFaults}: configured
 * with {@code sandbox.faults.*} for the API and {@code sandbox.token-faults.*} for the
 * token endpoint, replaced while it runs, or scripted one request at a time.
 */
@NullMarked
package org.partnergateway.sandbox;

import org.jspecify.annotations.NullMarked;
