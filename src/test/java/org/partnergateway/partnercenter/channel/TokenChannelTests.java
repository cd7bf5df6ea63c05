package org.partnergateway.partnercenter.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.CredentialRefusals;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.AccessToken;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenRefusal;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.request.IssuedToken;
import org.partnergateway.token.request.TokenException;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenChannel}.
 */
class TokenChannelTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AtomicInteger issued = new AtomicInteger();

	private final AccessTokens tokens = new AccessTokens(
			() -> Mono.fromCallable(
					() -> new IssuedToken("token-" + this.issued.incrementAndGet(), Duration.ofHours(1), "test")),
			CredentialWatch.NONE, Duration.ofSeconds(20), this.time);

	private final List<Call> calls = new ArrayList<>();

	private final Deque<Mono<Reply>> replies = new ArrayDeque<>();

	private final MfaCompliance mfa = new MfaCompliance(true);

	@Test
	void sendAddsTheToken() {
		reply(200, null);
		assertThat(send().status()).isEqualTo(200);
		assertThat(this.calls).singleElement().satisfies((call) -> assertThat(token(call)).isEqualTo("token-1"));
		assertThat(this.issued).hasValue(1);
	}

	@Test
	void sendWithoutATokenSendsNothing() {
		AccessTokens none = new AccessTokens(() -> Mono.error(TokenException.unconsented("Consent.")),
				CredentialWatch.NONE, Duration.ofSeconds(20), this.time);
		assertThatExceptionOfType(TokenException.class).isThrownBy(() -> channel(none, true).send(call()).block());
		assertThat(this.calls).isEmpty();
	}

	@Test
	void sendWhenTheTokenIsRefusedReplacesItAndRepeatsOnceWithANewId() {
		reply(401, "800001");
		reply(200, null);
		assertThat(send().status()).isEqualTo(200);
		assertThat(this.calls).extracting(TokenChannelTests::token).containsExactly("token-1", "token-2");
		assertThat(this.calls).extracting(Call::attemptId).doesNotHaveDuplicates();
	}

	@Test
	void sendWhenTheNextTokenIsRefusedTooTellsThatAndAsksForNoMore() {
		reply(401, "800001");
		reply(401, "800001");
		assertThat(send().status()).isEqualTo(401);
		assertThat(this.calls).hasSize(2);
		assertThat(this.issued).hasValue(2);
		assertThat(this.tokens.failure()).isNotNull();
	}

	@Test
	void sendWhenAnotherTokenWouldDoNoBetterDoesNotRepeat() {
		reply(401, "900421");
		assertThat(send().status()).isEqualTo(401);
		assertThat(this.calls).hasSize(1);
		assertThat(this.issued).hasValue(1);
	}

	@Test
	void firstCallWithATokenHasItsMfaValidatedAndTheOthersDoNot() {
		for (int call = 0; call < 3; call++) {
			reply(200, null);
			send();
		}
		assertThat(validated()).containsExactly(true, false, false);
		replaceToken();
		for (int call = 0; call < 2; call++) {
			reply(200, null);
			send();
		}
		assertThat(validated()).containsExactly(true, false, false, true, false);
	}

	@Test
	void callsAtTheSameTimeHaveItValidatedOnce() {
		Sinks.One<Reply> first = Sinks.one();
		this.replies.add(first.asMono());
		Disposable waiting = channel(this.tokens, true).send(call()).subscribe();
		reply(200, null);
		send();
		first.tryEmitValue(of(200, null, "false"));
		assertThat(waiting.isDisposed()).isTrue();
		assertThat(validated()).containsExactly(true, false);
		assertThat(this.mfa.isCompliant()).isFalse();
	}

	@Test
	void callThatIsNotAnsweredLeavesItToTheNext() {
		this.replies.add(Mono.error(new IOException("reset")));
		assertThatExceptionOfType(Exception.class).isThrownBy(this::send).withRootCauseInstanceOf(IOException.class);
		this.replies.add(Mono.never());
		channel(this.tokens, true).send(call()).subscribe().dispose();
		reply(503, null);
		send();
		this.replies.add(Mono.just(of(200, null, "true")));
		send();
		reply(200, null);
		send();
		assertThat(validated()).containsExactly(true, true, true, true, false);
		assertThat(this.mfa.isCompliant()).isTrue();
	}

	@Test
	void repeatedCallWithTheNextTokenHasThatValidated() {
		reply(401, "800001");
		this.replies.add(Mono.just(of(200, null, "true")));
		send();
		assertThat(validated()).containsExactly(true, true);
		assertThat(this.mfa.isCompliant()).isTrue();
	}

	@Test
	void refusalSinceTheTokenShowsNoMfaCountsAsAnAnswer() {
		reply(401, "900421");
		send();
		assertThat(this.mfa.isCompliant()).isFalse();
	}

	@Test
	void tokenOfTheApplicationAloneIsNotValidated() {
		reply(200, null);
		assertThat(channel(this.tokens, false).send(call()).block()).isNotNull();
		assertThat(validated()).containsExactly(false);
	}

	private Reply send() {
		return Objects.requireNonNull(channel(this.tokens, true).send(call()).block());
	}

	private TokenChannel channel(AccessTokens tokens, boolean ofUser) {
		return new TokenChannel((call) -> {
			this.calls.add(call);
			return this.replies.remove();
		}, tokens, new CredentialRefusals(!ofUser), ofUser ? this.mfa : new MfaCompliance(false));
	}

	private void reply(int status, @Nullable String code) {
		this.replies.add(Mono.just(of(status, code, null)));
	}

	private void replaceToken() {
		assertThat(this.tokens.refused(this.tokens.current().join(),
				new TokenRefusal("It was refused.", "Ask for another.", true)))
			.isTrue();
	}

	private List<Boolean> validated() {
		return this.calls.stream().map(Call::validatesMfa).toList();
	}

	private static String token(Call call) {
		AccessToken token = Objects.requireNonNull(call.token());
		return token.value();
	}

	private static Reply of(int status, @Nullable String code, @Nullable String compliant) {
		HttpHeaders headers = new HttpHeaders();
		if (compliant != null) {
			headers.set("isMfaCompliant", compliant);
		}
		String body = (code != null) ? "{\"code\":\"%s\"}".formatted(code) : "";
		return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8));
	}

	private static Call call() {
		return Call.of(ReportQuery.of(LicenseReport.PARTNER_USAGE), Correlation.generated("en-US"), false);
	}

}
