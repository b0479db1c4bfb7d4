package dev.berth.hub.usage;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is allocated to servers now. */
@Repository
class UsageFigures implements Figures {

    private final JdbcClient jdbc;

    UsageFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                select coalesce(sum(gpu_millis), 0) / 1000.0 as allocated_gpus,
                       coalesce(sum(cpu_millis), 0) / 1000.0 as allocated_cpus,
                       coalesce(sum(memory_bytes), 0) as allocated_memory
                from usage_records where ended_at is null
                """).query().singleRow());
    }
}
