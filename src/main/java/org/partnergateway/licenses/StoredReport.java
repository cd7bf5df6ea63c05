package org.partnergateway.licenses;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.NextLink;
import org.partnergateway.partnercenter.PartnerCenterResponse;

/**
 * A report, ready to be written: whatever can be computed from its bytes has been, once,
 * when it came.
 *
 * @param content what it says
 * @param vector MS-CV of the response that the report came with
 * @param serverId MS-ServerId of that response
 * @param weight how many bytes of memory it takes, about
 */
record StoredReport(Content content, @Nullable String vector, @Nullable String serverId, int weight) {

	// What an entry takes besides its bytes: objects, key, tags, a share of the tables.
	private static final int OVERHEAD = 1_024;

	// Of a page: as it came, with its link replaced, and that compressed, at worst.
	private static final int COPIES_OF_A_PAGE = 3;

	static StoredReport of(PartnerCenterResponse response) {
		byte[] body = response.body();
		NextLink link = response.nextLink();
		if (link != null) {
			return of(response, new Page(body, link), COPIES_OF_A_PAGE * body.length);
		}
		Representations content = Representations.of(body);
		return of(response, content, content.plain().body().length + content.gzip().body().length);
	}

	private static StoredReport of(PartnerCenterResponse response, Content content, int bytes) {
		return new StoredReport(content, response.identity().vector(), response.identity().serverId(),
				OVERHEAD + bytes);
	}

}
