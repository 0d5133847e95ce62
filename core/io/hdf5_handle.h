#pragma once

// The names of HDF5 1.10 whatever version is installed.
#define H5_USE_110_API
#include <hdf5.h>
#include <utility>

namespace nie {

/// An identifier of the HDF5 library that is closed at the end of its scope.
class Hdf5Handle {
public:
    Hdf5Handle() = default;
    Hdf5Handle(hid_t id, herr_t (*close)(hid_t)) : m_id(id), m_close(close) {}
    ~Hdf5Handle() { reset(); }
    Hdf5Handle(Hdf5Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, H5I_INVALID_HID)),
          m_close(other.m_close)
    {}
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        std::swap(m_close, other.m_close);
        return *this;
    }

    hid_t id() const { return m_id; }
    explicit operator bool() const { return m_id >= 0; }
    /// Closes it; whether that went well.
    bool reset() { return m_id < 0 || m_close(std::exchange(m_id, H5I_INVALID_HID)) >= 0; }

private:
    hid_t m_id = H5I_INVALID_HID;
    herr_t (*m_close)(hid_t) = nullptr;
};

/// The library would print its error stack; here a failure is told by what a call returns. The
/// stack belongs to the thread.
inline void silenceHdf5()
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

}  // namespace nie
