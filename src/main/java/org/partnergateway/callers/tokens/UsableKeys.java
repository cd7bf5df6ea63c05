package org.partnergateway.callers.tokens;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a key set key by key, and ignores every key that cannot check signatures (RFC
 * 7517, section 5): one of an unknown type or curve, one that lacks a member or
 * contradicts itself, and one for another use. Ignores secret keys too: a secret key in a
 * public set proves nothing.
 */
final class UsableKeys {

	private static final Logger logger = LoggerFactory.getLogger(UsableKeys.class);

	private UsableKeys() {
	}

	/**
	 * Reads a key set.
	 * @param set the set, as JSON
	 * @return the public keys that can check signatures; empty if there are none
	 * @throws ParseException if there is no list of keys
	 */
	static JWKSet of(Map<String, Object> set) throws ParseException {
		List<Object> all = JSONObjectUtils.getJSONArray(set, "keys");
		if (all == null) {
			throw new ParseException("no member keys", 0);
		}
		List<JWK> usable = new ArrayList<>();
		for (Object member : all) {
			JWK key = key(member);
			if (key != null) {
				usable.add(key);
			}
		}
		if (usable.isEmpty()) {
			logger.warn("None of {} keys can be used", all.size());
		}
		return new JWKSet(usable);
	}

	@SuppressWarnings("unchecked") // The names of JSON are texts.
	private static @Nullable JWK key(@Nullable Object member) {
		try {
			JWK key = (member instanceof Map<?, ?> values) ? JWK.parse((Map<String, Object>) values).toPublicJWK()
					: null;
			return (key != null && isForSignatures(key)) ? key : null;
		}
		catch (ParseException | RuntimeException ex) {
			logger.debug("A key cannot be used", ex);
			return null;
		}
	}

	private static boolean isForSignatures(JWK key) {
		Set<KeyOperation> operations = key.getKeyOperations();
		return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
				&& (operations == null || operations.contains(KeyOperation.VERIFY));
	}

}
