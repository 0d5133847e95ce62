#include "app/panels/export_target.h"

#include "app/figure_file.h"

#include <QCheckBox>
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

#include <algorithm>

namespace nie {

namespace {

struct FigureKind {
    const char* suffix;
    QString title;
};

std::vector<FigureKind> figureKinds()
{
    return {{".pdf", ExportTarget::tr("PDF, vectors and text")},
            {".svg", ExportTarget::tr("SVG, vectors and text")},
            {".eps", ExportTarget::tr("EPS, vectors and text")},
            {".png", ExportTarget::tr("PNG, dots")},
            {".tif", ExportTarget::tr("TIFF, dots")},
            {".csv", ExportTarget::tr("CSV, the numbers behind it")},
            {".npz", ExportTarget::tr("NPZ, the numbers behind it")}};
}

}  // namespace

ExportTarget::ExportTarget(const QString& folder, const QString& name, QWidget* parent)
    : QWidget(parent),
      m_folder(folder.isEmpty() ? QDir::homePath() : folder),
      m_kind(new QComboBox),
      m_file(new QLineEdit),
      m_numbers(new QCheckBox(tr("Also the numbers beh&ind it, as CSV")))
{
    setObjectName(QStringLiteral("exportTarget"));
    setAccessibleName(tr("File"));
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setVerticalSpacing(8);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildKinds();
    rows->addRow(tr("&Kind"), m_kind);
    m_file->setObjectName(QStringLiteral("exportFile"));
    m_file->setAccessibleName(tr("File"));
    m_file->setToolTip(tr("Where it is written; the suffix decides its kind"));
    m_file->setText(QDir(m_folder).filePath(name + ".pdf"));
    connect(m_file, &QLineEdit::textEdited, this, &ExportTarget::onFileEdited);
    auto* button = new QPushButton(tr("&Browse…"));
    button->setObjectName(QStringLiteral("exportBrowseButton"));
    button->setAccessibleName(tr("Choose the file"));
    button->setToolTip(button->accessibleName());
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, &ExportTarget::browse);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_file, 1);
    row->addWidget(button);
    auto* label = new QLabel(tr("&File"));
    label->setBuddy(m_file);
    rows->addRow(label, row);
    m_numbers->setObjectName(QStringLiteral("exportNumbers"));
    m_numbers->setToolTip(tr("A file of the same name beside the figure"));
    connect(m_numbers, &QCheckBox::toggled, this, &ExportTarget::changed);
    rows->addRow(QString(), m_numbers);
}

void ExportTarget::buildKinds()
{
    m_kind->setObjectName(QStringLiteral("exportKind"));
    m_kind->setAccessibleName(tr("Kind of file"));
    m_kind->setToolTip(m_kind->accessibleName());
    auto* model = qobject_cast<QStandardItemModel*>(m_kind->model());
    const std::vector<FigureKind> kinds = figureKinds();
    for (const FigureKind& kind : kinds) {
        m_kind->addItem(kind.title, QString::fromLatin1(kind.suffix));
        const QString problem = QString::fromStdString(figureFileProblem(kind.suffix));
        if (problem.isEmpty() || !model)
            continue;
        model->item(m_kind->count() - 1)->setEnabled(false);
        m_kind->setItemData(m_kind->count() - 1, problem, Qt::ToolTipRole);
    }
    connect(m_kind, &QComboBox::currentIndexChanged, this,
            [this] { setSuffix(m_kind->currentData().toString()); });
}

QString ExportTarget::file() const
{
    const QString text = m_file->text().trimmed();
    return text.isEmpty() ? text : QDir::cleanPath(QDir(m_folder).filePath(text));
}

std::string ExportTarget::suffix() const
{
    const QString suffix = QFileInfo(file()).suffix().toLower();
    return suffix.isEmpty() ? std::string() : "." + suffix.toStdString();
}

QString ExportTarget::numbersFile() const
{
    if (!m_numbers->isChecked() || suffix() == ".csv" || file().isEmpty())
        return {};
    const QFileInfo info(file());
    return info.dir().filePath(info.completeBaseName() + ".csv");
}

void ExportTarget::setSuffix(const QString& suffix)
{
    const QString text = m_file->text().trimmed();
    const QString known = "." + QFileInfo(text).suffix().toLower();
    const auto suffixes = figureFileSuffixes();
    const bool replaced =
        std::find(suffixes.begin(), suffixes.end(), known.toStdString()) != suffixes.end();
    if (!text.isEmpty())
        m_file->setText((replaced ? text.chopped(known.size()) : text) + suffix);
    Q_EMIT changed();
}

void ExportTarget::onFileEdited()
{
    const QString typed = QString::fromStdString(suffix());
    const int kind = m_kind->findData(typed == ".tiff" ? QStringLiteral(".tif") : typed);
    if (kind >= 0) {
        const QSignalBlocker quiet(m_kind);
        m_kind->setCurrentIndex(kind);
    }
    Q_EMIT changed();
}

void ExportTarget::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Export figure"), file(),
        tr("Figures (*.pdf *.svg *.eps *.png *.tif *.tiff);;Numbers (*.csv *.npz *.npy)"), nullptr,
        QFileDialog::DontConfirmOverwrite);  // the dialog says itself that a file is replaced
    if (chosen.isEmpty())
        return;
    m_file->setText(chosen);
    onFileEdited();
}

void ExportTarget::preferFormats(const std::vector<std::string>& formats)
{
    const std::string present = suffix() == ".tif" ? ".tiff" : suffix();
    int first = -1;
    for (const std::string& format : formats) {
        if ("." + format == present)
            return;
        const QString wanted =
            format == "tiff" ? QStringLiteral(".tif") : QString::fromStdString("." + format);
        const int kind = m_kind->findData(wanted);
        if (first < 0 && kind >= 0 && figureFileProblem("." + format).empty())
            first = kind;
    }
    if (first >= 0)
        m_kind->setCurrentIndex(first);
}

}  // namespace nie
