/* What a meter of GPUs calls of libcuda.so.1 and libnvidia-ml.so.1, for two GPUs. The types are those of cuda.h and nvml.h. */
#include <stdio.h>
#include <string.h>

typedef struct { unsigned long long total, free, used; } nvmlMemory_t;
typedef struct { unsigned int gpu, memory; } nvmlUtilization_t;
typedef struct { const char *bus; nvmlMemory_t memory; nvmlUtilization_t load; } *nvmlDevice_t;

/* In the order of the bus, as NVML has them; CUDA has them the other way round. */
static struct { const char *bus; nvmlMemory_t memory; nvmlUtilization_t load; } gpus[] = {
    { "0000:1B:00.0", { 80ull << 30, 73ull << 30, 7ull << 30 }, { 61, 40 } },
    { "0000:81:00.0", { 40ull << 30, 35ull << 30, 5ull << 30 }, { 97, 12 } },
};

/* Set by tests: what NVML answers, and whether it tells how busy a GPU is. */
int fake_answer = 0;
int fake_tells_load = 1;

/* Read by tests: starts that are not undone. */
int fake_starts = 0;

int cuInit(unsigned int flags) { return flags; }
int cuDeviceGetCount(int *count) { *count = 2; return 0; }
int cuDeviceGet(int *device, int ordinal) { *device = 70 + ordinal; return ordinal < 0 || ordinal > 1 ? 101 : 0; }
int cuDeviceGetName(char *name, int length, int device) { snprintf(name, length, "Model %c", 'A' + device - 70); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = gpus[71 - device].memory.total; return 0; }
int cuDeviceGetPCIBusId(char *id, int length, int device) { snprintf(id, length, "%s", gpus[71 - device].bus); return 0; }

int nvmlInit_v2(void) { if (fake_answer == 9) return 9; fake_starts++; return 0; }
int nvmlShutdown(void) { fake_starts--; return 0; }
const char *nvmlErrorString(int result) { return result == 9 ? "Driver Not Loaded" : result == 15 ? "GPU is lost" : "Unknown Error"; }

int nvmlDeviceGetHandleByPciBusId_v2(const char *bus, nvmlDevice_t *device)
{
    if (fake_starts == 0) return 1;
    for (int i = 0; i < 2; i++)
    {
        if (strcmp(gpus[i].bus, bus) != 0) continue;
        *device = (nvmlDevice_t)&gpus[i];
        return fake_answer;
    }
    return 6;
}

int nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory)
{
    *memory = device->memory;
    return fake_answer;
}

int nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *load)
{
    *load = device->load;
    return fake_tells_load ? fake_answer : 3;
}
