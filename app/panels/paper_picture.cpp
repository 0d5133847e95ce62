#include "app/panels/paper_picture.h"

#include <QPainter>

namespace nie {

PaperPicture::PaperPicture(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("paperPicture"));
    setAccessibleName(tr("Figure"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PaperPicture::showFile(const std::filesystem::path& file)
{
    m_picture = QPixmap(QString::fromStdString(file.string()));
    update();
}

void PaperPicture::paintEvent(QPaintEvent*)
{
    if (m_picture.isNull())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSize size = m_picture.size().scaled(this->size(), Qt::KeepAspectRatio);
    const QRect place(QPoint((width() - size.width()) / 2, 0), size);
    // Scaled by halves first, so that thin lines survive.
    const QPixmap scaled =
        m_picture.scaled(size * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
    painter.drawPixmap(place, scaled);
}

}  // namespace nie
