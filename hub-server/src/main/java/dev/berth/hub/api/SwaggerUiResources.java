package dev.berth.hub.api;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The script and style sheet of the page for trying the API; the library's own pages, which contact other hosts, are not served. */
@Configuration(proxyBeanMethods = false)
class SwaggerUiResources implements WebMvcConfigurer {

    private final String location;

    SwaggerUiResources(Environment environment) {
        location = "classpath:/META-INF/resources/webjars/swagger-ui/"
                + environment.getRequiredProperty("webjars.swagger-ui") + "/";
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/hub/static/api-docs/{file:swagger-ui(?:-bundle)?\\.(?:css|js)}")
                .addResourceLocations(location);
    }
}
