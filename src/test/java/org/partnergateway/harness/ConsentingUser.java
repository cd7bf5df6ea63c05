package org.partnergateway.harness;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A user of the tests' Microsoft Entra.
 *
 * @param tenant the tenant
 * @param methods how the user proves who it is; {@code null} for an access token that
 * cannot be read
 * @param forbidden the paths of reports, in part, that the user may not read
 * @param nonce the nonce of the ID token, in place of the right one, or {@code null}
 */
public record ConsentingUser(String tenant, @Nullable List<String> methods, List<String> forbidden,
		@Nullable String nonce) {

	public static final String ID = "0a0b0c0d-1111-2222-3333-444455556666";

	public static final ConsentingUser GOOD = new ConsentingUser(FakeEntra.TENANT, List.of("pwd", "mfa"), List.of(),
			null);

	public ConsentingUser of(String otherTenant) {
		return new ConsentingUser(otherTenant, this.methods, this.forbidden, this.nonce);
	}

	public ConsentingUser with(@Nullable List<String> otherMethods) {
		return new ConsentingUser(this.tenant, otherMethods, this.forbidden, this.nonce);
	}

	public ConsentingUser without(String path) {
		List<String> more = new ArrayList<>(this.forbidden);
		more.add(path);
		return new ConsentingUser(this.tenant, this.methods, more, this.nonce);
	}

	public ConsentingUser withNonce(String other) {
		return new ConsentingUser(this.tenant, this.methods, this.forbidden, other);
	}

}
