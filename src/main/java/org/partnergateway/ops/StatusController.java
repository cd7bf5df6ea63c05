package org.partnergateway.ops;

import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the status to the same callers as the reports.
 */
@Controller
class StatusController {

	private final Supplier<Status> status;

	private final JsonMapper json;

	StatusController(Supplier<Status> status, JsonMapper json) {
		this.status = status;
		this.json = json;
	}

	@GetMapping(path = "/v1/status", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> status() {
		byte[] body = this.json.writeValueAsBytes(this.status.get());
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

}
