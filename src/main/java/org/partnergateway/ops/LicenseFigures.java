package org.partnergateway.ops;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.partnergateway.insights.DeploymentInsight;
import org.partnergateway.insights.Insight;
import org.partnergateway.insights.Named;
import org.partnergateway.insights.UsageInsight;

/**
 * Computes the figures of a report for each service and channel, and each workload of
 * them. Of several rows about the same, only the newest are used. If several are equally
 * new, their counts are added, and their percentages averaged, weighted by the count that
 * each is a share of.
 */
final class LicenseFigures {

	private static final String UNKNOWN = "unknown";

	private LicenseFigures() {
	}

	/**
	 * The licenses sold.
	 */
	static List<Figure> sold(List<DeploymentInsight> rows) {
		return figures(rows, (row) -> subject(row, null), DeploymentInsight::sold, LicenseFigures::sum);
	}

	/**
	 * The share of the licenses sold that is deployed, in percent.
	 */
	static List<Figure> deployed(List<DeploymentInsight> rows) {
		return figures(rows, (row) -> subject(row, null), DeploymentInsight::percent,
				(same) -> mean(same, DeploymentInsight::sold));
	}

	/**
	 * The share of the qualified licenses that is used, in percent.
	 */
	static List<Figure> used(List<UsageInsight> rows) {
		return figures(rows, (row) -> subject(row, row.workload()), UsageInsight::percent,
				(same) -> mean(same, UsageInsight::qualified));
	}

	private static <R extends Insight> List<Figure> figures(List<R> rows, Function<R, Of> about,
			Function<R, @Nullable Number> figure, ToDoubleFunction<List<R>> total) {
		Map<Of, List<R>> newest = new TreeMap<>(
				Comparator.comparing(Of::service).thenComparing(Of::channel).thenComparing(Of::workload));
		for (R row : rows) {
			if (figure.apply(row) != null) {
				newest.merge(about.apply(row), List.of(row), LicenseFigures::newest);
			}
		}
		return newest.entrySet()
			.stream()
			.map((entry) -> new Figure(entry.getKey(), total.applyAsDouble(entry.getValue())))
			.toList();
	}

	private static <R extends Insight> List<R> newest(List<R> some, List<R> others) {
		int order = processed(some).compareTo(processed(others));
		if (order != 0) {
			return (order > 0) ? some : others;
		}
		List<R> all = new ArrayList<>(some);
		all.addAll(others);
		return all;
	}

	private static Instant processed(List<? extends Insight> rows) {
		Instant processed = rows.getFirst().processed();
		return (processed != null) ? processed : Instant.MIN;
	}

	private static double sum(List<DeploymentInsight> rows) {
		return rows.stream().mapToDouble((row) -> number(row.sold())).sum();
	}

	private static <R extends Insight> double mean(List<R> rows, Function<R, @Nullable Long> weight) {
		double weights = rows.stream().mapToDouble((row) -> number(weight.apply(row))).sum();
		if (weights == 0) {
			return rows.stream().mapToDouble((row) -> number(row.percent())).average().orElse(Double.NaN);
		}
		return rows.stream().mapToDouble((row) -> number(row.percent()) * number(weight.apply(row))).sum() / weights;
	}

	private static double number(@Nullable Number number) {
		return (number != null) ? number.doubleValue() : 0;
	}

	private static Of subject(Insight row, @Nullable Named workload) {
		String channel = row.subject().channel();
		return new Of(name(row.subject().service()), (channel != null) ? channel : UNKNOWN,
				(workload != null) ? label(workload) : "");
	}

	/**
	 * The code if there is one, since it is the same in every report.
	 */
	private static String name(Named named) {
		return (named.id() != null) ? named.id() : label(named);
	}

	private static String label(Named named) {
		if (named.name() != null) {
			return named.name();
		}
		return (named.id() != null) ? named.id() : UNKNOWN;
	}

	/**
	 * What a figure is about.
	 *
	 * @param service code or name of the service
	 * @param channel the channel of the sale
	 * @param workload name of the workload; empty if the figure is not about one
	 */
	record Of(String service, String channel, String workload) {
	}

	/**
	 * A figure.
	 *
	 * @param of what it is about
	 * @param value its value
	 */
	record Figure(Of of, double value) {
	}

}
