package dev.berth.hub.configuration;

import java.util.List;

/**
 * What the checks of the whole configuration found.
 *
 * @param problems what prevents a start
 * @param warnings what does not, but should be known, such as a weakness
 */
public record Findings(List<Finding> problems, List<Finding> warnings) {}
