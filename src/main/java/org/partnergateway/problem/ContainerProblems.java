package org.partnergateway.problem;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Answers requests that never reached the application, or that it left to the container:
 * malformed HTTP, refused paths, errors that were only signalled. Replaces Tomcat's own
 * error page.
 */
final class ContainerProblems extends ErrorReportValve {

	private final Problems problems;

	ContainerProblems(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		String tooLarge = (status == 400) ? HeadTooLarge.detail(request) : null;
		ProblemType type = (tooLarge != null) ? ProblemType.REQUEST_HEAD_TOO_LARGE
				: ProblemType.forContainerStatus(status);
		try {
			if (type == ProblemType.METHOD_NOT_ALLOWED) {
				response.setHeader(HttpHeaders.ALLOW, ProblemHandler.ALLOWED_METHODS);
			}
			this.problems.write(request, response, Problem.of(type, (tooLarge != null) ? tooLarge : detail(type)));
			response.finishResponse();
		}
		catch (IOException ex) {
			this.container.getLogger().debug("The caller of a refused request is gone", ex);
		}
	}

	private static String detail(ProblemType type) {
		return switch (type) {
			case NOT_FOUND -> ProblemHandler.NO_SUCH_PATH;
			case METHOD_NOT_ALLOWED -> "The resources here are read: use GET or HEAD.";
			case INTERNAL_ERROR -> ProblemHandler.DEFECT;
			case UNAVAILABLE -> "Send the request again on a new connection.";
			default -> "The request is not well-formed HTTP.";
		};
	}

}
