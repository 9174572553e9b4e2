"""The family of errors that a user may see, each one clear sentence.

LabError
├── LimitError             core: a limit set to what is no limit
├── DatasetMissingError    data: no verified copy is anywhere the app looks
├── DatasetBrokenError     data: a file is not the one it should be
├── DuplicatesError        data: the list of pictures that come twice, missing or broken
├── DownloadError          data: one way of fetching it failed
├── PictureError           images: a picture that cannot be read
├── UnknownModelError      models: a network that the registry does not have
├── ArchitectureError      models: a network that cannot be built, or is too large
├── WordError              models: a word that stands for no layer
├── SettingsError          training: a setting outside what can be trained with
├── NotSavedError          training: trained, and the disk did not take it
├── SavedNetworkError      training: a file that holds no network in training, or another one
├── RecordingError         training: a recorded run that is missing or broken
├── PredictionsError       evaluation: test predictions missing or broken
├── DeliveryError          delivery: one that cannot be read or changed
├── LabelTableError        delivery: a table of labels that cannot be read or carried out
├── WardrobeError          wardrobe: a collection that cannot be read or changed
├── NoSuchNetworkError     catalog: no shipped network of that name
├── CardError              catalog: a model card missing or broken
├── FoldsError             catalog: cross-fitted networks missing or broken
├── NoWeightsError         catalog: a network whose weights are not at hand
├── ChecksError            catalog: checks of explanations missing or broken
├── PhotosError            zoo: a folder of labelled photos that cannot be learnt from
├── QuickDrawingsError     zoo: a file that is not the package of drawings
├── IconsError             zoo: a file that is not the package of icon sets
├── MasksError             zoo: a folder without the photos whose masks were drawn by hand
├── TooFewError            inference: too few good pictures to call another unusual
├── DetectionError         inference: what was measured of defects missing or broken
├── NoMapError             inference: a network whose features cannot be laid out
├── ManifestError          inference: a folder's manifest that cannot be read
├── ExperimentError        experiments: a file of runs missing or broken
├── LabelErrorsError       experiments: the list of labels that look wrong, missing or broken
├── UnknownPlanError       experiments: nothing is trained for the frontier under that name
├── MeasuredError          experiments: what the frontier costs in use, broken
├── RemedyResultsError     experiments: results of a remedy missing, broken or of another training
├── SeedResultError        experiments: a seed's result missing, broken or of another recipe
├── SpaceError             experiments: a setting or a range that cannot be searched
├── TaskError              experiments: a search that cannot be carried out
├── SearchRecordError      experiments: a search's record that cannot be read back, or kept
├── SearchFailedError      experiments: a search that cannot go on
├── ArchiveError           archive: a file that is no run's archive
├── RefusedError           lab: a request that cannot be granted now
├── BrokenRecordError      lab: a run's record that cannot be read back
├── ClusterError           lab: no cluster where one was expected
└── MessageError           lab: a line that is no event and no command
"""


class LabError(Exception):
    """Anything that went wrong for a reason a user can act on; its text is one sentence."""
