package org.partnergateway.partnercenter.channel;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.Call;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Adjusts Spring's observation of an attempt: the report's path replaces the URI, which
 * may name a customer, and the span gets the ids by which Partner Center's support finds
 * the request.
 */
public final class AttemptObservation extends DefaultClientRequestObservationConvention {

	/** Name of the request's attribute that holds the {@link Call}. */
	static final String CALL = Call.class.getName();

	@Override
	protected KeyValue uri(ClientRequestObservationContext context) {
		Call call = call(context);
		return (call != null) ? KeyValue.of("uri", call.report().path()) : super.uri(context);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
		KeyValues values = super.getHighCardinalityKeyValues(context);
		Call call = call(context);
		if (call != null) {
			values = values.and(call.correlation().attempt(call.attemptId()).traced());
		}
		ClientResponse response = context.getResponse();
		return (response != null) ? values.and(ResponseIdentity.read(response.headers().asHttpHeaders()).traced())
				: values;
	}

	private static @Nullable Call call(ClientRequestObservationContext context) {
		ClientRequest request = context.getRequest();
		return (request != null && request.attribute(CALL).orElse(null) instanceof Call call) ? call : null;
	}

}
