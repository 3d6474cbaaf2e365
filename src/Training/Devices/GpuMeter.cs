namespace Sweeper.Training.Devices;

/// <summary>Reads the memory and the load of one GPU, all of it, whoever uses it.</summary>
/// <param name="index">Its number, as the CUDA driver counts.</param>
public sealed class GpuMeter(int index) : IDeviceMeter
{
    private nint _device;

    /// <inheritdoc/>
    public DeviceReading Read()
    {
        // NVML counts all GPUs in the order of the bus, CUDA those of CUDA_VISIBLE_DEVICES in an order of its own: the place on the bus is the same for both.
        if (_device == 0) _device = Nvml.Open(CudaDriver.BusId(index));
        var memory = Nvml.Memory(_device);
        return new(memory?.Used, memory?.Total, Nvml.Busy(_device));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_device != 0) Nvml.Close();
        _device = 0;
    }
}
