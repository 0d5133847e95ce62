#pragma once

#include <QPixmap>
#include <QWidget>

#include <filesystem>

namespace nie {

/// A drawn figure on white paper, as large as fits.
class PaperPicture : public QWidget {
    Q_OBJECT
public:
    explicit PaperPicture(QWidget* parent = nullptr);
    void showFile(const std::filesystem::path& file);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap m_picture;
};

}  // namespace nie
