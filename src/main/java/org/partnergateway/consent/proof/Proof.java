package org.partnergateway.consent.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.insights.Insight;
import org.partnergateway.insights.Insights;
import org.partnergateway.partnercenter.probe.Probed;
import org.partnergateway.partnercenter.probe.Probed.Verdict;
import org.partnergateway.partnercenter.probe.ReportProbe;
import org.partnergateway.partnercenter.question.InvalidParameterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a consent may read: each of the six reports is asked for once, the commercial ones
 * under both paths that they may have, and those of a customer for the first customer
 * that a commercial row names. That is eight calls at most.
 *
 * @param answers what Partner Center answered, in that order
 * @param paths the paths that were asked for, in that order
 * @param rows the number of rows of each answer
 */
public record Proof(List<Probed> answers, List<String> paths, List<Integer> rows) {

	private static final int AT_A_TIME = 3;

	// Enough to find a customer, and quick.
	private static final String FEW_ROWS = "top=10";

	/**
	 * Asks Partner Center. Does not block.
	 * @param probe asks for the reports
	 * @param attempt the consent
	 */
	public static Mono<Proof> of(ReportProbe probe, Attempt attempt) {
		Correlation correlation = Correlation.generated(Correlation.DEFAULT_LOCALE);
		List<Question> first = new ArrayList<>();
		for (LicenseReport report : LicenseReport.values()) {
			if (report.isOfPartner()) {
				first.add(new Question(ReportQuery.of(report), ""));
			}
			else if (report.isCommercial()) {
				probe.prefixes()
					.forEach((prefix) -> first.add(new Question(ReportQuery.ofCommercial(report, FEW_ROWS), prefix)));
			}
		}
		return Flux.fromIterable(first)
			.flatMapSequential((question) -> question.ask(probe, attempt, correlation), AT_A_TIME)
			.collectList()
			.flatMap((answers) -> Flux.fromIterable(aboutCustomer(answers))
				.flatMapSequential((question) -> question.ask(probe, attempt, correlation), AT_A_TIME)
				.collectList()
				.map((more) -> of(Stream.concat(answers.stream(), more.stream()).toList())));
	}

	private static Proof of(List<Answer> answers) {
		return new Proof(answers.stream().map(Answer::probed).toList(), answers.stream().map(Answer::path).toList(),
				answers.stream().map((answer) -> answer.insights().rows().size()).toList());
	}

	private static List<Question> aboutCustomer(List<Answer> answers) {
		return answers.stream()
			.filter((answer) -> answer.probed().report().isCommercial())
			.flatMap((answer) -> answer.insights().rows().stream())
			.mapMulti(Proof::customer)
			.map(Proof::aboutCustomer)
			.filter(Predicate.not(List::isEmpty))
			.findFirst()
			.orElse(List.of());
	}

	private static void customer(Insight row, Consumer<String> customers) {
		String id = row.subject().customer().id();
		if (id != null) {
			customers.accept(id);
		}
	}

	private static List<Question> aboutCustomer(String customer) {
		try {
			List<Question> questions = new ArrayList<>();
			for (LicenseReport report : LicenseReport.values()) {
				if (report.isOfCustomer()) {
					questions.add(new Question(ReportQuery.ofCustomer(report, customer), ""));
				}
			}
			return questions;
		}
		catch (InvalidParameterException ex) {
			// A row may name anything.
			return List.of();
		}
	}

	/**
	 * Whether both partner reports may be read.
	 */
	public boolean isEnough() {
		return ofPartner().allMatch((answer) -> answer.verdict() == Verdict.READ);
	}

	/**
	 * Whether a partner report may be readable, but Partner Center did not say.
	 */
	public boolean mayPass() {
		return ofPartner().allMatch((answer) -> answer.verdict() == Verdict.READ || answer.verdict() == Verdict.FAILED);
	}

	private Stream<Probed> ofPartner() {
		return this.answers.stream().filter((answer) -> answer.report().isOfPartner());
	}

	/**
	 * Whether the user passed multi-factor authentication, as Partner Center finds.
	 * @return whether it finds so; {@code null} if it does not say
	 */
	public @Nullable Boolean mfa() {
		Boolean found = null;
		for (Probed answer : this.answers) {
			Boolean said = answer.mfa();
			found = (found == null || Boolean.FALSE.equals(said)) ? said : found;
		}
		return found;
	}

	/**
	 * The path prefixes under which commercial reports may be read.
	 */
	public List<String> commercialPrefixes() {
		return this.answers.stream()
			.filter((answer) -> answer.report().isCommercial() && answer.verdict() == Verdict.READ)
			.map(Probed::prefix)
			.distinct()
			.toList();
	}

	/**
	 * What was found, for a person.
	 */
	public List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		for (int i = 0; i < this.answers.size(); i++) {
			findings.add(Finding.of(this.answers.get(i), this.paths.get(i), this.rows.get(i)));
		}
		if (this.answers.stream().noneMatch((answer) -> answer.report().isOfCustomer())) {
			for (LicenseReport report : LicenseReport.values()) {
				if (report.isOfCustomer()) {
					findings.add(new Finding(report.label(), report.path(), Finding.State.UNASKED,
							"No row of a commercial report names a customer to ask about."));
				}
			}
		}
		return findings;
	}

	private record Question(ReportQuery query, String prefix) {

		Mono<Answer> ask(ReportProbe probe, Attempt attempt, Correlation correlation) {
			return probe.ask(this.query, this.prefix, attempt.access(), correlation).map((probed) -> {
				String target = this.query.target();
				int end = target.indexOf('?');
				String path = this.prefix + ((end >= 0) ? target.substring(0, end) : target);
				return new Answer(probed, path, read(probed));
			});
		}

		private static Insights read(Probed probed) {
			byte[] body = probed.body();
			try {
				return (body != null) ? Insights.read(probed.report(), body) : new Insights(List.of(), null, null);
			}
			catch (IllegalArgumentException ex) {
				return new Insights(List.of(), null, null);
			}
		}

	}

	private record Answer(Probed probed, String path, Insights insights) {
	}

}
