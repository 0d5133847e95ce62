#include "app/panels/movie_target.h"

#include "core/base/error.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <functional>

namespace nie {

namespace {

/// The file's name with the suffix of another kind; of frames a folder's, which has none.
QString withKind(const QString& file, MovieKind kind)
{
    const QFileInfo info(file);
    QString stem = info.fileName();
    for (const MovieFormat& format : movieFormats())
        if (stem.endsWith(QString::fromStdString(format.suffix), Qt::CaseInsensitive))
            stem.chop(static_cast<qsizetype>(format.suffix.size()));
    if (kind != MovieKind::Frames)
        stem += QString::fromStdString(movieFormat(kind).suffix);
    return file.contains('/') ? QDir(info.path()).filePath(stem) : stem;
}

}  // namespace

MovieTarget::MovieTarget(const QString& folder, const QString& name, QWidget* parent)
    : QWidget(parent),
      m_folder(folder.isEmpty() ? QDir::homePath() : folder),
      m_kind(new QComboBox),
      m_file(new QLineEdit(QDir(m_folder).filePath(name))),
      m_choose(new QPushButton(tr("&Choose…")))
{
    setObjectName(QStringLiteral("movieTarget"));
    setAccessibleName(tr("Where the movie goes"));
    m_kind->setObjectName(QStringLiteral("movieKind"));
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->setToolTip(tr("Kind of movie"));
    for (const MovieFormat& format : movieFormats())
        m_kind->addItem(QString::fromStdString(format.title), static_cast<int>(format.kind));
    m_file->setObjectName(QStringLiteral("movieFile"));
    m_file->setAccessibleName(tr("File"));
    m_file->setToolTip(tr("Its suffix decides the kind; PNG frames go into a folder"));
    m_choose->setObjectName(QStringLiteral("movieChooseButton"));
    m_choose->setAccessibleName(tr("Choose file"));
    m_choose->setToolTip(tr("Choose folder and name"));
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_file, 1);
    line->addWidget(m_choose);
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(12);
    rows->setVerticalSpacing(8);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->addRow(tr("&Kind"), m_kind);
    auto* label = new QLabel(tr("F&ile"));
    label->setBuddy(m_file);
    rows->addRow(label, line);
    greyKinds([](MovieKind kind) {
        return kind == MovieKind::Frames ? QString() : tr("Looking for what can write it…");
    });
    connect(m_kind, &QComboBox::activated, this, &MovieTarget::onKind);
    connect(m_file, &QLineEdit::textEdited, this, &MovieTarget::onFile);
    connect(m_choose, &QPushButton::clicked, this, &MovieTarget::choose);
}

void MovieTarget::greyKinds(const std::function<QString(MovieKind)>& reason)
{
    auto* model = qobject_cast<QStandardItemModel*>(m_kind->model());
    for (int row = 0; row < model->rowCount(); ++row) {
        QStandardItem* item = model->item(row);
        const QString why = reason(static_cast<MovieKind>(item->data(Qt::UserRole).toInt()));
        item->setEnabled(why.isEmpty());
        item->setToolTip(why);
    }
}

void MovieTarget::setTools(const MovieTools& tools)
{
    greyKinds(
        [&tools](MovieKind kind) { return QString::fromStdString(tools.unavailableReason(kind)); });
    if (m_touched || !tools.unavailableReason(MovieKind::Mp4).empty())
        return;
    selectKind(MovieKind::Mp4);
    m_file->setText(withKind(m_file->text(), MovieKind::Mp4));
    Q_EMIT changed();
}

MovieKind MovieTarget::kind() const
{
    return static_cast<MovieKind>(m_kind->currentData().toInt());
}

void MovieTarget::selectKind(MovieKind kind)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
}

std::filesystem::path MovieTarget::file() const
{
    const QString text = m_file->text().trimmed();
    return text.isEmpty() ? std::filesystem::path()
                          : std::filesystem::path(QDir(m_folder).filePath(text).toStdString());
}

void MovieTarget::onKind()
{
    m_touched = true;
    m_file->setText(withKind(m_file->text(), kind()));
    Q_EMIT changed();
}

void MovieTarget::onFile()
{
    m_touched = true;
    try {
        selectKind(movieKindOf(file()));
    } catch (const InputError&) {
        // The suffix is being typed; what it comes to is checked when the movie is to be written.
    }
    Q_EMIT changed();
}

void MovieTarget::choose()
{
    QStringList filters;
    for (const MovieFormat& format : movieFormats())
        filters << QStringLiteral("%1 (*%2)")
                       .arg(QString::fromStdString(format.title).section(" (", 0, 0),
                            format.kind == MovieKind::Frames
                                ? QString()
                                : QString::fromStdString(format.suffix));
    QString chosen = filters.value(m_kind->currentIndex());
    const QString file = QFileDialog::getSaveFileName(this, tr("Export movie"), m_file->text(),
                                                      filters.join(QStringLiteral(";;")), &chosen);
    if (file.isEmpty())
        return;
    const auto format = movieFormats().at(static_cast<std::size_t>(filters.indexOf(chosen)));
    m_file->setText(QFileInfo(file).suffix().isEmpty() ? withKind(file, format.kind) : file);
    onFile();
}

}  // namespace nie
