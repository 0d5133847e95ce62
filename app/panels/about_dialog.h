#pragma once

#include <QDialog>

#include <string>
#include <vector>

namespace nie {

/// Versions of the program and its libraries, to read and to copy.
class AboutDialog : public QDialog {
    Q_OBJECT
public:
    AboutDialog(const std::vector<std::string>& engineVersions, QWidget* parent = nullptr);
};

}  // namespace nie
