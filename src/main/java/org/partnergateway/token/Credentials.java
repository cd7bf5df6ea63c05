package org.partnergateway.token;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.TokenProperties.ConsentPage;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.Fingerprint;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.refresh.RefreshTokenAge;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.partnergateway.token.refresh.Volume;
import org.partnergateway.token.request.Application;

/**
 * The credentials that the gateway presents to the token endpoint.
 *
 * @param application the application, with its authentication
 * @param store the store of the refresh token; {@code null} for a grant without one
 */
record Credentials(Application application, @Nullable RefreshTokenStore store) {

	private static final String GRANT = "partner-center.token.grant";

	private static final String CONSENT = "partner-center.token.consent";

	private static final String REFRESH_TOKEN_FILE = "partner-center.token.refresh-token-file";

	/**
	 * Reads the configuration.
	 * @param access runs the reads and writes of the refresh token's file
	 * @param age notes whether the newest refresh token is in its file
	 * @throws InvalidSettingException if the refresh token's file and the grant do not go
	 * together, or the file cannot be used
	 */
	static Credentials of(Application application, TokenProperties properties, FileAccess access, RefreshTokenAge age) {
		TokenFile file = refreshTokenFile(properties);
		if (properties.isAppOnly()) {
			if (file != null) {
				throw new InvalidSettingException(REFRESH_TOKEN_FILE, "is set, but the grant is client-credentials",
						"Set %s to refresh-token, or remove the file.".formatted(GRANT));
			}
			if (properties.consent() == ConsentPage.ON) {
				throw new InvalidSettingException(CONSENT, "is on, but the grant is client-credentials",
						"Set %s to refresh-token, or remove %s.".formatted(GRANT, CONSENT));
			}
			return new Credentials(application, null);
		}
		if (file == null) {
			throw new InvalidSettingException(REFRESH_TOKEN_FILE, "is not set, but the grant is refresh-token",
					"Set it to the file that holds the refresh token, or is to hold it after a consent.");
		}
		RefreshTokenStore store = new RefreshTokenStore(file, new Volume(), access, age::kept);
		store.check();
		age.look();
		return new Credentials(application, store);
	}

	static @Nullable TokenFile refreshTokenFile(TokenProperties properties) {
		return TokenFile.of(REFRESH_TOKEN_FILE, properties.refreshTokenFile());
	}

	/**
	 * Creates a fingerprint reader for each file with credentials.
	 * @param age notes the time of the refresh token's file whenever its fingerprint is
	 * read
	 */
	List<Supplier<@Nullable Fingerprint>> fingerprints(RefreshTokenAge age) {
		List<Supplier<@Nullable Fingerprint>> fingerprints = new ArrayList<>();
		this.application.authentication().files().forEach((file) -> fingerprints.add(file::fingerprint));
		RefreshTokenStore tokens = this.store;
		if (tokens != null) {
			fingerprints.add(() -> {
				age.look();
				return tokens.fingerprint();
			});
		}
		return fingerprints;
	}

}
