package org.partnergateway.sandbox.signin;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The users who can sign in, the same in every sandbox.
 */
public enum SandboxUser {

	/**
	 * Passed multi-factor authentication, and may read every report.
	 */
	WITH_MFA("mfa", "user with multi-factor authentication", "0c7a4a52-6f0e-4d0b-9a53-3f5f2d7b1a01"),

	/**
	 * Gave a password alone, so that every report is refused.
	 */
	WITHOUT_MFA("no-mfa", "user without multi-factor authentication", "0c7a4a52-6f0e-4d0b-9a53-3f5f2d7b1a02"),

	/**
	 * Passed multi-factor authentication, and may read no report.
	 */
	WITHOUT_ROLE("no-role", "user without a role that may read the reports", "0c7a4a52-6f0e-4d0b-9a53-3f5f2d7b1a03"),

	/**
	 * Like {@link #WITH_MFA}, but a user of another tenant.
	 */
	OF_OTHER_TENANT("other-tenant", "user of another tenant", "0c7a4a52-6f0e-4d0b-9a53-3f5f2d7b1a04");

	/**
	 * The GUID of the sandbox's tenant.
	 */
	public static final String TENANT_ID = "8d2e6b1c-4f37-4c8a-b5d9-71e0a6c3f210";

	private static final String OTHER_TENANT_ID = "e41f9a07-2b86-4d53-8c1e-5a90d7b3c642";

	private final String choice;

	private final String label;

	private final String objectId;

	SandboxUser(String choice, String label, String objectId) {
		this.choice = choice;
		this.label = label;
		this.objectId = objectId;
	}

	/**
	 * The user that a choice on the page stands for.
	 * @return the user; {@code null} if there is none
	 */
	static @Nullable SandboxUser of(String choice) {
		return Arrays.stream(values()).filter((user) -> user.choice.equals(choice)).findFirst().orElse(null);
	}

	/**
	 * How the page names the user to the endpoint.
	 */
	String choice() {
		return this.choice;
	}

	/**
	 * How the page names the user to people.
	 */
	String label() {
		return this.label;
	}

	/**
	 * The user's GUID, in lower case.
	 */
	String objectId() {
		return this.objectId;
	}

	/**
	 * The GUID of the user's tenant, in lower case.
	 */
	String tenantId() {
		return (this == OF_OTHER_TENANT) ? OTHER_TENANT_ID : TENANT_ID;
	}

	/**
	 * The user's name at sign-in, of a domain that cannot exist.
	 */
	String signInName() {
		return this.choice + ((this == OF_OTHER_TENANT) ? "@other.invalid" : "@sandbox.invalid");
	}

	/**
	 * How the user was authenticated, as in the claim {@code amr}.
	 */
	List<String> authenticationMethods() {
		return passedMfa() ? List.of("pwd", "mfa") : List.of("pwd");
	}

	/**
	 * Whether the user passed multi-factor authentication.
	 */
	public boolean passedMfa() {
		return this != WITHOUT_MFA;
	}

	/**
	 * Whether the user has a role that may read the reports.
	 */
	public boolean mayRead() {
		return this != WITHOUT_ROLE;
	}

}
