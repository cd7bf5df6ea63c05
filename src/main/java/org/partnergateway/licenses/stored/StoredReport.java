package org.partnergateway.licenses.stored;

import org.jspecify.annotations.Nullable;
import org.partnergateway.licenses.stored.Representations.Representation;
import org.partnergateway.partnercenter.exchange.NextLink;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;

/**
 * A report, ready to be written: whatever can be computed from its bytes has been, once,
 * when it came.
 *
 * @param content what it says
 * @param vector MS-CV of the response that the report came with
 * @param serverId MS-ServerId of that response
 * @param weight how many bytes of memory it takes, about
 */
public record StoredReport(Content content, @Nullable String vector, @Nullable String serverId, int weight) {

	// What an entry takes besides its bytes: objects, key, tags, a share of the tables.
	private static final int OVERHEAD = 1_024;

	// Of a page: as it came, with its link replaced for two names, and all that
	// compressed.
	private static final int COPIES_OF_A_PAGE = 4;

	public static StoredReport of(PartnerCenterResponse response) {
		byte[] body = response.body();
		NextLink link = response.nextLink();
		return of((link != null) ? new Page(body, link) : Representations.of(body), response.identity().vector(),
				response.identity().serverId());
	}

	public static StoredReport of(Content content, @Nullable String vector, @Nullable String serverId) {
		int bytes = switch (content) {
			case Representations(Representation plain, Representation gzip) -> plain.body().length + gzip.body().length;
			case Page page -> COPIES_OF_A_PAGE * page.body().length;
		};
		return new StoredReport(content, vector, serverId, OVERHEAD + bytes);
	}

}
