package org.partnergateway.correlation;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResponseIdentity}.
 */
class ResponseIdentityTests {

	@Test
	void readTakesTheFourIds() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("MS-RequestId", "r");
		headers.set("MS-CorrelationId", "c");
		headers.set("MS-CV", "f0trvmq8mEScHcFS.0");
		headers.set("MS-ServerId", "0102030524");
		ResponseIdentity identity = ResponseIdentity.read(headers);
		assertThat(identity).isEqualTo(new ResponseIdentity("r", "c", "f0trvmq8mEScHcFS.0", "0102030524"));
		assertThat(identity)
			.hasToString("MS-RequestId=r MS-CorrelationId=c MS-CV=f0trvmq8mEScHcFS.0 MS-ServerId=0102030524");
	}

	@Test
	void readWhenAbsentOrHarmfulHasNone() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("MS-RequestId", "a\nforged line");
		headers.set("MS-CorrelationId", "é");
		headers.set("MS-CV", "x".repeat(129));
		assertThat(ResponseIdentity.read(headers)).isEqualTo(ResponseIdentity.NONE);
		assertThat(ResponseIdentity.NONE).hasToString("MS-RequestId=- MS-CorrelationId=- MS-CV=- MS-ServerId=-");
	}

	@Test
	void readWhenAsLongAsAllowedKeepsIt() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("MS-ServerId", "x".repeat(128));
		assertThat(ResponseIdentity.read(headers).serverId()).hasSize(128);
	}

}
