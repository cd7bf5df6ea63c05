package org.partnergateway.licenses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;

import org.junit.jupiter.api.Test;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

/**
 * Tests for {@link WarmReports}.
 */
class WarmReportsTests {

	private static final Instant NOW = Instant.parse("2026-11-21T08:49:37Z");

	private static final ReportKey USAGE = new ReportKey(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US");

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);

	private final LicenseReports reports = mock();

	private final List<Scheduled> scheduled = new ArrayList<>();

	private final WarmReports warmReports = new WarmReports(this.reports, List.of(USAGE), scheduler(),
			InstantSource.fixed(NOW), SHORTEST_PAUSE);

	@Test
	void startFetchesAtOnceWithoutWaiting() {
		given(this.reports.refreshAhead(USAGE)).willReturn(new CompletableFuture<>());
		this.warmReports.start();
		assertThat(this.scheduled).hasSize(1);
		assertThat(this.scheduled.getFirst().time()).isEqualTo(NOW);
		this.scheduled.removeFirst().task().run();
		verify(this.reports).refreshAhead(USAGE);
		assertThat(this.scheduled).isEmpty();
	}

	@Test
	void refreshWhenItSucceedsComesAgainAheadOfExpiry() {
		assertThat(nextAfter(Duration.ofMinutes(15), Duration.ZERO)).isBetween(Duration.ofSeconds(630),
				Duration.ofMinutes(12));
	}

	@Test
	void refreshWhenTimeToLiveIsShortComesAgainAfterTheShortestPause() {
		assertThat(nextAfter(Duration.ZERO, Duration.ZERO)).isEqualTo(SHORTEST_PAUSE);
	}

	@Test
	void refreshWhenItFailsComesAgainWhenTheBackOffEnds() {
		assertThat(nextAfter(Duration.ofSeconds(7), Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void refreshWhenWhateverIsThrownComesAgain() {
		given(this.reports.refreshAhead(USAGE)).willThrow(new IllegalStateException("thrown"))
			.willThrow(new StackOverflowError())
			.willReturn(CompletableFuture.failedFuture(new IllegalStateException("failed")))
			.willReturn(CompletableFuture.completedFuture(Duration.ofMinutes(15)));
		given(this.reports.backOff(USAGE)).willThrow(new IllegalStateException("thrown"));
		this.warmReports.start();
		for (int i = 0; i < 4; i++) {
			this.scheduled.removeFirst().task().run();
			assertThat(this.scheduled).hasSize(1);
			assertThat(this.scheduled.getFirst().time()).isEqualTo(NOW.plus(SHORTEST_PAUSE));
		}
	}

	@Test
	void refreshWhenStoppedDoesNothing() {
		this.warmReports.start();
		this.warmReports.stop();
		assertThat(this.warmReports.isRunning()).isFalse();
		this.scheduled.removeFirst().task().run();
		verifyNoMoreInteractions(this.reports);
	}

	@Test
	void refreshNowFetchesAtOnceInThePlaceOfWhatWouldHaveCome() {
		nextAfter(Duration.ofMinutes(5), Duration.ofMinutes(5));
		Scheduled later = this.scheduled.removeFirst();
		this.warmReports.refreshNow();
		verify(later.future()).cancel(false);
		assertThat(this.scheduled).hasSize(1);
		assertThat(this.scheduled.getFirst().time()).isEqualTo(NOW);
	}

	@Test
	void refreshNowWhileAFetchIsInProgressLeavesOneToCome() {
		CompletableFuture<Duration> inProgress = new CompletableFuture<>();
		given(this.reports.refreshAhead(USAGE)).willReturn(inProgress);
		given(this.reports.backOff(USAGE)).willReturn(Duration.ZERO);
		this.warmReports.start();
		this.scheduled.removeFirst().task().run();
		this.warmReports.refreshNow();
		this.scheduled.removeFirst().task().run();
		inProgress.complete(Duration.ofMinutes(15));
		assertThat(this.scheduled).hasSize(2);
		verify(this.scheduled.getFirst().future()).cancel(false);
		verify(this.scheduled.getLast().future(), never()).cancel(false);
	}

	private Duration nextAfter(Duration result, Duration backOff) {
		given(this.reports.refreshAhead(USAGE)).willReturn(CompletableFuture.completedFuture(result));
		given(this.reports.backOff(USAGE)).willReturn(backOff);
		this.warmReports.start();
		this.scheduled.removeFirst().task().run();
		assertThat(this.scheduled).hasSize(1);
		return Duration.between(NOW, this.scheduled.getFirst().time());
	}

	private TaskScheduler scheduler() {
		TaskScheduler scheduler = mock();
		given(scheduler.schedule(any(Runnable.class), any(Instant.class))).will((invocation) -> {
			Scheduled task = new Scheduled(invocation.getArgument(0), invocation.getArgument(1), mock());
			this.scheduled.add(task);
			return task.future();
		});
		return scheduler;
	}

	private record Scheduled(Runnable task, Instant time, ScheduledFuture<?> future) {
	}

}
