package org.partnergateway.consent;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.partnergateway.consent.proof.Finding;
import org.partnergateway.consent.proof.Outcome;
import org.partnergateway.consent.proof.Outcome.Result;
import org.partnergateway.token.AccessTokens;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Takes one consent on a workstation, without serving reports: the command line option
 * {@code --consent}.
 */
final class ConsentCommand {

	/** The name of the option. */
	static final String OPTION = "consent";

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final Duration PATIENCE_FOR_TOKEN = Duration.ofSeconds(30);

	private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

	private final ConsentDesk desk;

	private final ConsentAddress address;

	private final AccessTokens tokens;

	private final PrintStream out;

	ConsentCommand(ConsentHandler handler, ConsentDesk desk, ConsentAddress address, AccessTokens tokens,
			PrintStream out) {
		this.desk = desk;
		this.address = address;
		this.tokens = tokens;
		this.out = out;
		handler.onOutcome(this::told);
	}

	/**
	 * Prints the address, waits until somebody has signed in there, and prints what
	 * became of it. Blocks, for ten minutes at most.
	 * @return the status to exit with: 0 if the consent is in its file and works, else 1
	 */
	int run() throws InterruptedException {
		URI callback = this.address.callback();
		if (callback == null) {
			this.out.println("There is no port for the page: set management.server.port, for example to 8081.");
			return 1;
		}
		this.out.printf("Open this address in a browser on this machine, and sign in there:%n%n  %s%n%n",
				this.address.page());
		this.out.printf("Or go straight to the sign-in:%n%n  %s%n%n", this.desk.begin(callback).link());
		try {
			Outcome told = this.outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			print(told);
			if (told.result() != Result.KEPT) {
				return 1;
			}
			this.tokens.current().get(PATIENCE_FOR_TOKEN.toSeconds(), TimeUnit.SECONDS);
			return 0;
		}
		catch (TimeoutException ex) {
			this.out.println("Nobody has signed in within ten minutes.");
		}
		catch (ExecutionException ex) {
			this.out.printf("The refresh token is in its file, but brings no access token: %s%n", ex.getCause());
		}
		return 1;
	}

	private void told(Outcome outcome) {
		if (outcome.result() != Result.INVALID) {
			this.outcome.complete(outcome);
		}
	}

	private void print(Outcome told) {
		if (told.result() == Result.UNWRITTEN) {
			this.out.println("The consent works, but its refresh token cannot be written to the file that "
					+ "partner-center.token.refresh-token-file names, and is lost. Nothing has been kept.");
		}
		else {
			this.out.println(told.headline() + ".");
			told.remarks().forEach(this.out::println);
		}
		if (!told.findings().isEmpty()) {
			this.out.println();
		}
		for (Finding finding : told.findings()) {
			this.out.printf("%-22s %-13s %s%n%22s %s%n", finding.report(), finding.state().label(), finding.path(), "",
					finding.text());
		}
	}

	/**
	 * Whether the option is given.
	 */
	static final class Given implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return ConsentCommandProperties.isGiven(context.getEnvironment());
		}

	}

}
