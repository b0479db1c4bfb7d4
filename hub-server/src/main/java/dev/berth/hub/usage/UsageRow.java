package dev.berth.hub.usage;

/**
 * The usage of one key in one part of a period.
 *
 * @param part the number of the part, from 0
 * @param id the key as it is stored: the number of a user, otherwise the name
 * @param key the name of the user, group, profile or GPU product
 * @param gpuHours hours of whole GPUs; shared GPUs count with their share
 * @param cpuHours hours of processors
 * @param memoryHours hours of a GiB of memory
 * @param serverHours how long servers ran
 * @param estimated whether GPUs were shared
 */
public record UsageRow(
        int part,
        String id,
        String key,
        double gpuHours,
        double cpuHours,
        double memoryHours,
        double serverHours,
        boolean estimated) {

    UsageRow named(String name) {
        return new UsageRow(part, id, name, gpuHours, cpuHours, memoryHours, serverHours, estimated);
    }
}
