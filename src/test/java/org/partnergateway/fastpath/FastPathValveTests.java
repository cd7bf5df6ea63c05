package org.partnergateway.fastpath;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.callers.Door;
import org.partnergateway.drain.Drain;
import org.partnergateway.licenses.web.ReportPath;
import org.partnergateway.licenses.web.ReportsAtHand;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link FastPathValve}.
 */
class FastPathValveTests {

	private final ReportsAtHand reports = mock();

	private final Door door = mock();

	private final Valve usualPath = mock();

	private final Request request = mock();

	private final Response response = mock();

	@BeforeEach
	void get() {
		given(this.request.getMethod()).willReturn("GET");
	}

	@Test
	void invokeForATracedReportRecognizesTheCallerAndTakesTheUsualPath() throws Exception {
		given(this.reports.path(any())).willReturn(mock(ReportPath.class));
		valve(1).invoke(this.request, this.response);
		verify(this.door).recognize(this.request);
		verify(this.usualPath).invoke(this.request, this.response);
	}

	@Test
	void invokeForAnythingElseLooksAtNoCredential() throws Exception {
		valve(1).invoke(this.request, this.response);
		valve(0).invoke(this.request, this.response);
		verifyNoInteractions(this.door);
	}

	@Test
	void invokeForARequestThatIsResumedAsksNobody() throws Exception {
		given(this.request.isAsync()).willReturn(true);
		valve(1).invoke(this.request, this.response);
		verifyNoInteractions(this.door, this.reports);
		verify(this.usualPath).invoke(this.request, this.response);
	}

	/**
	 * A valve that has so large a share of the requests traced.
	 */
	private FastPathValve valve(double probability) {
		Telemetry telemetry = new Telemetry(new TraceDraw(probability),
				new RequestTimers(new SimpleMeterRegistry(), Tags.empty()));
		FastPathValve valve = new FastPathValve(this.reports, this.door, mock(Drain.class), telemetry, true);
		valve.setNext(this.usualPath);
		return valve;
	}

}
