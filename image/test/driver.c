/* A driver library for tests: what NVML answers is set when it is compiled. GPUS, CUDA, CAPABILITY, MIG; HANG for one that never answers. */
#include <string.h>
#include <unistd.h>
typedef struct { unsigned long long total, free, used; } memory;
static int gpu[GPUS + 1], slice[2];
int nvmlInit_v2(void) {
    while (HANG) pause();
    return 0;
}
int nvmlShutdown(void) { return 0; }
const char *nvmlErrorString(int status) { return status == 6 ? "Not Found" : "Unknown Error"; }
int nvmlSystemGetDriverVersion(char *text, unsigned size) { strncpy(text, "580.1", size); return 0; }
int nvmlSystemGetCudaDriverVersion_v2(int *version) { *version = CUDA; return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = GPUS; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **handle) { *handle = &gpu[index]; return 0; }
int nvmlDeviceGetCudaComputeCapability(void *handle, int *major, int *minor) {
    *major = CAPABILITY / 10;
    *minor = CAPABILITY % 10;
    return 0;
}
int nvmlDeviceGetMigMode(void *handle, unsigned *current, unsigned *pending) { *current = *pending = MIG; return MIG < 0 ? 3 : 0; }
int nvmlDeviceGetMaxMigDeviceCount(void *handle, unsigned *count) { *count = 7; return 0; }
int nvmlDeviceGetMigDeviceHandleByIndex(void *handle, unsigned index, void **found) {
    *found = &slice[index % 2];
    return index == 3 ? 0 : 6;
}
int nvmlDeviceGetMemoryInfo(void *handle, memory *found) { found->total = 81559ULL << 20; return 0; }
int nvmlDeviceGetName(void *handle, char *text, unsigned size) { strncpy(text, "Test GPU", size); return 0; }
int nvmlDeviceGetUUID(void *handle, char *text, unsigned size) { strncpy(text, "GPU-1", size); return 0; }
