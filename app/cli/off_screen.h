#pragma once

#include <memory>

class QApplication;

namespace nie::cli {

/// What Qt needs to draw without a display, for a scope; only in programs built with figures.
class OffScreen {
public:
    OffScreen();
    ~OffScreen();
    OffScreen(const OffScreen&) = delete;
    OffScreen& operator=(const OffScreen&) = delete;

private:
    int m_argumentCount = 1;
    char m_name[4] = "nie";
    char* m_arguments[2] = {m_name, nullptr};
    std::unique_ptr<QApplication> m_application;
};

}  // namespace nie::cli
