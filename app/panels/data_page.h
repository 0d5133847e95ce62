#pragma once

#include "app/panels/data_list.h"
#include "core/results/figure_spec.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace nie {

class DatasetView;
class GeneratorForm;
class ImportForm;

/// The data manager: looks at data sets, generates, imports and deletes them.
class DataPage : public QWidget {
    Q_OBJECT
public:
    explicit DataPage(DataSession& session, QWidget* parent = nullptr);

    DataItem current() const;
    bool choose(DataItem::Kind kind, const std::string& name);
    /// Shows the import card of a file.
    void beginImport(const std::filesystem::path& file);
    bool canGenerate() const;
    void generate();
    bool isMaking() const { return m_session.isMaking(); }
    void stopMaking();
    bool canDelete() const;
    void deleteCurrent();
    /// The set that is looked at, as a data set section for a training; null where there is none.
    Json trainingSection() const;
    /// Facts of that set; null where there is none.
    const DatasetStudy* study() const;
    std::string command() const;
    std::string name() const;
    FigureSpec figure() const;

Q_SIGNALS:
    void changed();
    void problem(const QString& text);
    void note(const QString& text);
    void importRequested();
    void deleteRequested();
    void trainRequested();
    void copyRequested();

private:
    QWidget* makeSide();
    QWidget* makeSetPage();
    QWidget* makeImportPage();
    QWidget* makeHint();
    QPushButton* button(const char* name, const QString& text, const QString& tip);
    void connectSession();
    void onChosen();
    void onOpened(const std::shared_ptr<const OpenDataset>& dataset, const DatasetSample& first);
    void onPlanned(const ImportCard& card);
    void onLookFailed(const QString& problem);
    void onMaking(bool making);
    void onProgress(std::int64_t done, std::int64_t total);
    void onMade(const std::filesystem::path& file);
    void planImport();
    void endImport();
    void import();

    DataSession& m_session;
    DataList* m_list;
    QStackedWidget* m_stack;
    QWidget* m_hint = nullptr;
    QWidget* m_setPage = nullptr;
    QWidget* m_importPage = nullptr;
    GeneratorForm* m_generator;
    DatasetView* m_view;
    ImportForm* m_import;
    DatasetView* m_preview;
    QLabel* m_makingText;
    QProgressBar* m_progress;
    QPushButton* m_stop;
    QPushButton* m_delete;
    QPushButton* m_train;
    QString m_makingName;
};

}  // namespace nie
