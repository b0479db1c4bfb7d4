package dev.berth.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The REST API answers {@code application/json} whatever a program accepts, as JupyterHub does: the paging type of its {@code Accept} header
 * asks for a page and names no type of an answer, and programs send it, or a browser's header, with every call.
 */
@Configuration(proxyBeanMethods = false)
class ApiContentType implements WebMvcConfigurer {

    private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        HeaderContentNegotiationStrategy pages = new HeaderContentNegotiationStrategy();
        configurer.strategies(List.of(request -> isApi(request) ? JSON : pages.resolveMediaTypes(request)));
    }

    private static boolean isApi(NativeWebRequest request) {
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        String path = http == null ? "" : http.getRequestURI();
        return path.equals("/hub/api") || path.startsWith("/hub/api/");
    }
}
